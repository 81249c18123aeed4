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
        cv_pool_key,
        min(cv) as min_cv,
        max(cv) as max_cv
    from cells
    group by scenario_id, bounds_version_id, cv_pool_key
),

-- A scenario with a version of bounds takes those that are stored, and no others.
chosen as (
    select
        recomputed.scenario_id,
        recomputed.cv_pool_key,
        case
            when recomputed.bounds_version_id is null then recomputed.min_cv
            else frozen_bounds.min_value
        end as min_cv,
        case
            when recomputed.bounds_version_id is null then recomputed.max_cv
            else frozen_bounds.max_value
        end as max_cv
    from recomputed
    left join frozen_bounds
        on recomputed.bounds_version_id = frozen_bounds.bounds_version_id
        and recomputed.cv_pool_key = frozen_bounds.pool_key
        and frozen_bounds.measure = 'cv'
),

-- Bounds that differ by rounding alone are one: no score of 0 or 100 by accident.
final as (
    select
        scenario_id,
        cv_pool_key,
        min_cv,
        case when {{ noise_free('max_cv - min_cv') }} = 0 then min_cv else max_cv end
            as max_cv
    from chosen
)

select * from final
