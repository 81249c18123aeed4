-- How many published values met each fate, per publication.
select
    source_id,
    title_en,
    coalesce(title_zh, title_en) as title_zh,
    fate,
    count(*) as n_values
from marts.fct_observation_fate
inner join marts.dim_source using (source_id)
group by all
order by min(precedence), fate
