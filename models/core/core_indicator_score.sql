with scores as (
    select * from {{ ref('fct_indicator_score') }}
    where scenario_id = 'paper'
),

clusters as (
    select * from {{ ref('core_cluster') }}
),

indicators as (
    select * from {{ ref('core_indicator') }}
),

final as (
    select
        scores.cluster_id,
        scores.indicator_id,
        scores.year,
        clusters.cluster_en,
        clusters.cluster_zh,
        indicators.indicator_en,
        indicators.indicator_zh,
        indicators.dimension_id,
        indicators.dimension_en,
        indicators.dimension_zh,
        indicators.unit_en,
        indicators.unit_zh,
        scores.null_reason,
        scores.n_members,
        scores.n_cities,
        scores.mean_value,
        scores.cv,
        scores.evenness_score,
        scores.size_adjustment,
        scores.level_adjustment,
        scores.indicator_score
    from scores
    inner join clusters
        on scores.cluster_id = clusters.cluster_id
    inner join indicators
        on scores.indicator_id = indicators.indicator_id
)

select * from final
