with cells as (
    select * from {{ ref('int_scenario_cell') }}
),

frozen_bounds as (
    select * from {{ ref('frozen_bounds') }}
),

recomputed as (
    select
        scenario_id,
        bounds_version_id,
        'cv' as measure,
        cv_pool_key as pool_key,
        min(cv) as min_value,
        max(cv) as max_value
    from cells
    group by scenario_id, bounds_version_id, cv_pool_key
    union all
    select
        scenario_id,
        bounds_version_id,
        'mean_value' as measure,
        level_pool_key as pool_key,
        min(mean_value) as min_value,
        max(mean_value) as max_value
    from cells
    group by scenario_id, bounds_version_id, level_pool_key
),

-- A scenario with a version of bounds takes those that are stored, and no others.
chosen as (
    select
        recomputed.scenario_id,
        recomputed.measure,
        recomputed.pool_key,
        case
            when recomputed.bounds_version_id is null then recomputed.min_value
            else frozen_bounds.min_value
        end as min_value,
        case
            when recomputed.bounds_version_id is null then recomputed.max_value
            else frozen_bounds.max_value
        end as max_value
    from recomputed
    left join frozen_bounds
        on recomputed.bounds_version_id = frozen_bounds.bounds_version_id
        and recomputed.measure = frozen_bounds.measure
        and recomputed.pool_key = frozen_bounds.pool_key
),

-- Bounds that differ by rounding alone are one: no score of 0 or 100, no f of 0 or 1 by
-- accident.
final as (
    select
        scenario_id,
        measure,
        pool_key,
        min_value,
        case
            when case measure
                    when 'cv' then {{ noise_free('max_value - min_value') }} = 0
                    else {{ same_number('min_value', 'max_value') }}
                end
                then min_value
            else max_value
        end as max_value
    from chosen
)

select * from final
