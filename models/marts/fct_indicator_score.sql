with cells as (
    select * from {{ ref('int_scenario_cell') }}
),

bounds as (
    select * from {{ ref('int_bounds') }}
),

cluster_sizes as (
    select * from {{ ref('int_cluster_size') }}
),

-- A value that came later may lie beyond frozen bounds, by rounding or truly; it counts
-- as the bound. Rounding matters: sqrt(f+ f-) turns 1e-16 of f- into 1e-8.
bounded as (
    select
        cells.*,
        cv_bounds.min_value as min_cv,
        cv_bounds.max_value as max_cv,
        level_bounds.min_value as min_level,
        level_bounds.max_value as max_level,
        case
            when cells.cv - cv_bounds.min_value < 1e-12 * abs(cv_bounds.min_value)
                then cv_bounds.min_value
            when cv_bounds.max_value - cells.cv < 1e-12 * abs(cv_bounds.max_value)
                then cv_bounds.max_value
            else cells.cv
        end as bounded_cv,
        case
            when
                cells.mean_value - level_bounds.min_value
                < 1e-12 * abs(level_bounds.min_value)
                then level_bounds.min_value
            when
                level_bounds.max_value - cells.mean_value
                < 1e-12 * abs(level_bounds.max_value)
                then level_bounds.max_value
            else cells.mean_value
        end as bounded_mean_value
    from cells
    inner join bounds as cv_bounds
        on cells.scenario_id = cv_bounds.scenario_id
        and cells.cv_pool_key = cv_bounds.pool_key
        and cv_bounds.measure = 'cv'
    inner join bounds as level_bounds
        on cells.scenario_id = level_bounds.scenario_id
        and cells.level_pool_key = level_bounds.pool_key
        and level_bounds.measure = 'mean_value'
),

adjusted as (
    select
        bounded.*,
        {{ min_max_score(
            'bounded.bounded_cv', 'bounded.min_cv', 'bounded.max_cv', 'descending',
            scale=100
        ) }} as evenness_score,
        case
            when bounded.has_size_adjustment then cluster_sizes.size_adjustment
            else 1
        end as size_adjustment,
        case
            when not bounded.has_level_adjustment then 1
            else {{ level_adjustment(
                'bounded.bounded_mean_value', 'bounded.min_level', 'bounded.max_level',
                'bounded.direction', 'bounded.negative_level'
            ) }}
        end as level_adjustment
    from bounded
    inner join cluster_sizes
        on bounded.membership_scheme_id = cluster_sizes.membership_scheme_id
        and bounded.cluster_id = cluster_sizes.cluster_id
),

final as (
    select
        scenario_id,
        cluster_id,
        indicator_id,
        dimension_id,
        year,
        measured_by_indicator_id,
        direction,
        case
            when null_reason is not null then null_reason
            when evenness_score is null then 'flat_cv_bounds'
            when level_adjustment is null then 'flat_level_bounds'
        end as null_reason,
        n_members,
        n_cities,
        n_carried,
        cv,
        min_cv,
        max_cv,
        mean_value,
        min_level,
        max_level,
        evenness_score,
        size_adjustment,
        level_adjustment,
        evenness_score * size_adjustment * level_adjustment as indicator_score,
        coalesce(
            {{ noise_free('cv - bounded_cv') }} <> 0
            or abs(mean_value - bounded_mean_value) > 1e-9 * abs(mean_value),
            false
        ) as is_bounded
    from adjusted
)

select * from final
