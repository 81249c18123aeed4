-- expected: a whole number from 1 on that no other has: of the dimensions, the
-- agglomerations, the indicators of a dimension
-- why: with one number twice the order in tables and charts is left to chance
-- severity: warning
with ordered as (
    select
        'dimensions' as kind,
        file,
        row,
        sort_order
    from dimensions
    union all
    select
        'clusters' as kind,
        file,
        row,
        sort_order
    from clusters
    union all
    select
        dimension_id as kind,
        file,
        row,
        sort_order
    from indicators
),

counted as (
    select
        *,
        -- Regions that landed need not know of each other.
        count(*) over (
            partition by
                kind,
                sort_order,
                case when not starts_with(file, 'seeds/') then file end
        ) as n_of_number
    from ordered
)

select
    file,
    row,
    'sort_order' as column_name,
    sort_order || ' (' || kind || ')' as value
from counted
where n_of_number > 1 or cast(sort_order as integer) < 1
