-- How many published values met each fate, per publication.
with counted as (
    select
        source_id,
        fate,
        count(*) as n_values
    from marts.fct_observation_fate
    group by all
),

fates as (
    select
        unnest(['used', 'superseded', 'corrected', 'rejected']) as fate,
        generate_subscripts(['used', 'superseded', 'corrected', 'rejected'], 1) as place
)

select
    source_id as title_id,
    title_en,
    title_zh,
    fate,
    coalesce(n_values, 0) as n_values
from marts.dim_source
cross join fates
left join counted using (source_id, fate)
where source_id in (select source_id from marts.fct_observation_fate)
order by precedence, place
