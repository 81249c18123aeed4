with scores as (
    select
        indicator_scores.cluster_id,
        indicator_scores.indicator_id,
        indicator_scores.dimension_id,
        indicator_scores.year,
        indicator_scores.indicator_score,
        indicator_scores.evenness_score,
        indicator_scores.size_adjustment,
        indicator_scores.level_adjustment,
        cast(1 as {{ dbt.type_float() }})
        / (dimension_scores.n_indicators_scored * whole_indexes.n_dimensions_scored)
            as index_weight
    from {{ ref('fct_indicator_score') }} as indicator_scores
    inner join {{ ref('fct_dimension_score') }} as dimension_scores
        on indicator_scores.scenario_id = dimension_scores.scenario_id
        and indicator_scores.cluster_id = dimension_scores.cluster_id
        and indicator_scores.dimension_id = dimension_scores.dimension_id
        and indicator_scores.year = dimension_scores.year
    inner join {{ ref('fct_integration_index') }} as whole_indexes
        on indicator_scores.scenario_id = whole_indexes.scenario_id
        and indicator_scores.cluster_id = whole_indexes.cluster_id
        and indicator_scores.year = whole_indexes.year
    where
        indicator_scores.scenario_id = 'paper'
        and indicator_scores.indicator_score is not null
        and whole_indexes.integration_index is not null
),

-- Two agglomerations in a year, or an agglomeration in two years.
final as (
    select
        own.cluster_id,
        own.year,
        other.cluster_id as other_cluster_id,
        other.year as other_year,
        own.indicator_id,
        own.dimension_id,
        own.index_weight * (own.indicator_score - other.indicator_score)
            as index_points,
        own.index_weight * {{ shapley_effect(
            'evenness_score', 'size_adjustment', 'level_adjustment', 'other', 'own'
        ) }} as evenness_effect,
        own.index_weight * {{ shapley_effect(
            'size_adjustment', 'evenness_score', 'level_adjustment', 'other', 'own'
        ) }} as size_effect,
        own.index_weight * {{ shapley_effect(
            'level_adjustment', 'evenness_score', 'size_adjustment', 'other', 'own'
        ) }} as level_effect
    from scores as own
    inner join scores as other
        on own.indicator_id = other.indicator_id
        and (own.cluster_id = other.cluster_id or own.year = other.year)
        and (own.cluster_id <> other.cluster_id or own.year <> other.year)
)

select * from final
