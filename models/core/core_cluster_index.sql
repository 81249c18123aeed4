with indexes as (
    select * from {{ ref('rpt_integration_index') }}
    where scenario_id = 'paper'
),

clusters as (
    select * from {{ ref('core_cluster') }}
),

intervals as (
    select * from {{ ref('fct_index_interval') }}
    where experiment_id = 'joint' and measure = 'integration_index'
),

final as (
    select
        indexes.cluster_id,
        indexes.year,
        clusters.cluster_en,
        clusters.cluster_zh,
        indexes.n_members,
        indexes.integration_index,
        intervals.lower_95,
        intervals.upper_95,
        100 * clusters.size_adjustment as largest_possible_index,
        indexes.index_rank,
        indexes.index_change,
        indexes.n_area_changes,
        indexes.regional_development_score,
        indexes.innovation_industry_score,
        indexes.infrastructure_score,
        indexes.ecology_score,
        indexes.public_services_score
    from indexes
    inner join clusters
        on indexes.cluster_id = clusters.cluster_id
    left join intervals
        on indexes.cluster_id = intervals.cluster_id
        and indexes.year = intervals.year
)

select * from final
