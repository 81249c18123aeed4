with effects as (
    select * from {{ ref('fct_score_decomposition') }}
),

final as (
    select
        scenario_id,
        cluster_id,
        year,
        compared_with,
        reference_year,
        sum(index_weight * indicator_score) as integration_index,
        sum(index_weight * reference_score) as reference_index,
        sum(index_weight * (indicator_score - reference_score)) as index_difference,
        sum(index_weight * evenness_effect_on_score) as evenness_effect,
        sum(index_weight * size_effect_on_score) as size_effect,
        sum(index_weight * level_effect_on_score) as level_effect
    from effects
    group by
        scenario_id,
        cluster_id,
        year,
        compared_with,
        reference_year
)

select * from final
