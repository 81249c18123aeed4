-- How many cities have a figure, how many of those are in doubt, and what is better.
with found as (
    select
        count(value) as n_values,
        count(*) as n_all,
        count(*) filter (status in ('interpolated', 'carried')) as n_estimates,
        count(warning_flags) as n_doubtful
    from map.city_values
)

select
    [
        'clauses',
        case
            when unit = '0_or_1' then null
            when direction = 'negative' then 'map.less_is_better'
            else 'map.more_is_better'
        end
    ] as say,
    [
        { 'say': 'map.have', 'n': n_values, 'n_all': n_all },
        { 'say': 'map.estimated', 'n': nullif(n_estimates, 0), 'n_all': n_all },
        { 'say': 'map.doubtful', 'n': nullif(n_doubtful, 0), 'n_all': n_all }
    ] as clauses
from found
cross join shared.indicator
