with cells as (
    select * from {{ ref('int_scenario_cell') }}
),

cv_bounds as (
    select * from {{ ref('int_cv_bounds') }}
),

level_bounds as (
    select * from {{ ref('int_level_bounds') }}
),

cluster_sizes as (
    select * from {{ ref('int_cluster_size') }}
),

adjusted as (
    select
        cells.*,
        cv_bounds.min_cv,
        cv_bounds.max_cv,
        level_bounds.min_level,
        level_bounds.max_level,
        {{ min_max_score(
            'cells.cv', 'cv_bounds.min_cv', 'cv_bounds.max_cv', 'descending', scale=100
        ) }} as evenness_score,
        case
            when cells.has_size_adjustment then cluster_sizes.size_adjustment
            else 1
        end as size_adjustment,
        case
            when not cells.has_level_adjustment then 1
            else {{ level_adjustment(
                'cells.mean_value', 'level_bounds.min_level', 'level_bounds.max_level',
                'cells.direction', 'cells.negative_level'
            ) }}
        end as level_adjustment
    from cells
    inner join cv_bounds
        on cells.scenario_id = cv_bounds.scenario_id
        and cells.cv_pool_key = cv_bounds.cv_pool_key
    inner join level_bounds
        on cells.scenario_id = level_bounds.scenario_id
        and cells.level_pool_key = level_bounds.level_pool_key
    inner join cluster_sizes
        on cells.membership_scheme_id = cluster_sizes.membership_scheme_id
        and cells.cluster_id = cluster_sizes.cluster_id
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
        evenness_score * size_adjustment * level_adjustment as indicator_score
    from adjusted
)

select * from final
