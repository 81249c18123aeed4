with cells as (
    select * from {{ ref('int_scenario_cell') }}
),

final as (
    select
        scenario_id,
        cv_pool_key,
        min(cv) as min_cv,
        max(cv) as max_cv
    from cells
    group by scenario_id, cv_pool_key
)

select * from final
