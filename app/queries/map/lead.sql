-- How many cities have a figure, and how many of those are in doubt.
with found as (
    select
        count(value) as n_values,
        count(*) as n_all,
        count(*) filter (status in ('interpolated', 'carried')) as n_estimates,
        count(warning_flags) as n_doubtful
    from map.city_values
)

select
    'clauses' as say,
    [
        { 'say': 'map.have', 'n': n_values, 'n_all': n_all },
        { 'say': 'map.estimated', 'n': nullif(n_estimates, 0), 'n_all': n_all },
        { 'say': 'map.doubtful', 'n': nullif(n_doubtful, 0), 'n_all': n_all }
    ] as clauses
from found
