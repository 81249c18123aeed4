with errors as (
    select * from {{ ref('int_figure_error') }}
),

-- A row of all keys for those with few pairs of their own.
final as (
    select
        status,
        key_id,
        distance,
        count(*) as n_pairs,
        sqrt(avg(squared_error)) as spread
    from errors
    group by status, key_id, distance
    having count(*) >= {{ var('min_spread_pairs') }}
    union all
    select
        status,
        '' as key_id,
        distance,
        count(*) as n_pairs,
        sqrt(avg(squared_error)) as spread
    from errors
    group by status, distance
)

select * from final
