with effects as (
    select * from {{ ref('fct_index_decomposition') }}
    where scenario_id = 'paper'
),

clusters as (
    select * from {{ ref('core_cluster') }}
),

gaps as (
    select * from effects
    where compared_with = 'mean_of_clusters'
),

changes as (
    select * from effects
    where compared_with = 'previous_year'
),

final as (
    select
        gaps.cluster_id,
        gaps.year,
        clusters.cluster_en,
        clusters.cluster_zh,
        gaps.integration_index,
        gaps.reference_index as mean_index_of_clusters,
        gaps.index_difference as gap_to_mean,
        gaps.size_effect as gap_by_size,
        gaps.level_effect as gap_by_level,
        gaps.evenness_effect as gap_by_evenness,
        changes.reference_year as change_since_year,
        changes.index_difference as index_change,
        changes.size_effect as change_by_size,
        changes.level_effect as change_by_level,
        changes.evenness_effect as change_by_evenness
    from gaps
    inner join clusters
        on gaps.cluster_id = clusters.cluster_id
    left join changes
        on gaps.cluster_id = changes.cluster_id
        and gaps.year = changes.year
)

select * from final
