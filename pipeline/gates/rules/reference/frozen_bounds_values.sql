-- expected: a min_value not above max_value
-- why: between bounds that are the wrong way round every score turns around
-- severity: error
with cluster_sizes as (
    select count(*) as n_members
    from cluster_members
    group by membership_scheme_id, cluster_id
),

largest as (
    select max(n_members) as n_members from cluster_sizes
)

select
    file,
    row,
    'min_value' as column_name,
    min_value || ' (max_value: ' || max_value || ')' as value,
    null as expected
from frozen_bounds
where cast(min_value as double) > cast(max_value as double)
union all
select
    frozen_bounds.file,
    frozen_bounds.row,
    'max_value' as column_name,
    frozen_bounds.min_value || ' to ' || frozen_bounds.max_value as value,
    'coefficients of variation from 0 to the root of ' || largest.n_members
    || ', the cities of the largest agglomeration: none can be larger' as expected
from frozen_bounds
cross join largest
where
    frozen_bounds.measure = 'cv'
    and (
        cast(frozen_bounds.min_value as double) < 0
        or cast(frozen_bounds.max_value as double) > sqrt(largest.n_members)
    )
union all
select
    file,
    row,
    'frozen_on' as column_name,
    frozen_on as value,
    'a day that is past' as expected
from frozen_bounds
where cast(frozen_on as date) > current_date
