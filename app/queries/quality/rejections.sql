-- How many published values were rejected for each reason: a flag or another.
select
    coalesce(
        nullif(regexp_extract(fate_reason, '^Flag: (\w+)', 1), ''), 'other'
    ) as flag,
    count(*) as n_values
from marts.fct_observation_fate
where fate = 'rejected'
group by all
order by n_values desc, flag asc
