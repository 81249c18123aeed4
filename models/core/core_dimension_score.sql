with scores as (
    select * from {{ ref('fct_dimension_score') }}
    where scenario_id = 'paper'
),

clusters as (
    select * from {{ ref('core_cluster') }}
),

dimensions as (
    select * from {{ ref('core_dimension') }}
),

final as (
    select
        scores.cluster_id,
        scores.dimension_id,
        scores.year,
        clusters.cluster_en,
        clusters.cluster_zh,
        dimensions.dimension_en,
        dimensions.dimension_zh,
        scores.n_indicators,
        scores.dimension_score,
        scores.dimension_rank
    from scores
    inner join clusters
        on scores.cluster_id = clusters.cluster_id
    inner join dimensions
        on scores.dimension_id = dimensions.dimension_id
)

select * from final
