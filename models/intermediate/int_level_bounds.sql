with cells as (
    select * from {{ ref('int_scenario_cell') }}
),

frozen_bounds as (
    select * from {{ ref('stg_frozen_bounds') }}
),

recomputed as (
    select
        scenario_id,
        bounds_version_id,
        level_pool_key,
        min(mean_value) as min_level,
        max(mean_value) as max_level
    from cells
    group by scenario_id, bounds_version_id, level_pool_key
),

-- A scenario with a version of bounds takes those that are stored, and no others.
chosen as (
    select
        recomputed.scenario_id,
        recomputed.level_pool_key,
        case
            when recomputed.bounds_version_id is null then recomputed.min_level
            else frozen_bounds.min_value
        end as min_level,
        case
            when recomputed.bounds_version_id is null then recomputed.max_level
            else frozen_bounds.max_value
        end as max_level
    from recomputed
    left join frozen_bounds
        on recomputed.bounds_version_id = frozen_bounds.bounds_version_id
        and recomputed.level_pool_key = frozen_bounds.pool_key
        and frozen_bounds.measure = 'mean_value'
),

-- Bounds that differ by rounding alone are one: no f of 0 or 1 by accident.
final as (
    select
        scenario_id,
        level_pool_key,
        min_level,
        case when {{ same_number('min_level', 'max_level') }} then min_level
            else max_level
        end as max_level
    from chosen
)

select * from final
