with cells as (
    select * from {{ ref('int_scenario_cell') }}
),

final as (
    select
        scenario_id,
        level_pool_key,
        min(mean_value) as min_level,
        max(mean_value) as max_level
    from cells
    group by scenario_id, level_pool_key
)

select * from final
