with indexes as (
    select * from {{ ref('fct_integration_index') }}
),

dimension_scores as (
    select * from {{ ref('fct_dimension_score') }}
),

clusters as (
    select * from {{ ref('clusters') }}
),

wide_dimensions as (
    select
        scenario_id,
        cluster_id,
        year,
        max(case when dimension_id = 'regional_development' then dimension_score end)
            as regional_development_score,
        max(case when dimension_id = 'innovation_industry' then dimension_score end)
            as innovation_industry_score,
        max(case when dimension_id = 'infrastructure' then dimension_score end)
            as infrastructure_score,
        max(case when dimension_id = 'ecology' then dimension_score end)
            as ecology_score,
        max(case when dimension_id = 'public_services' then dimension_score end)
            as public_services_score
    from dimension_scores
    group by scenario_id, cluster_id, year
),

final as (
    select
        indexes.scenario_id,
        indexes.cluster_id,
        indexes.year,
        clusters.cluster_zh,
        clusters.cluster_en,
        indexes.n_members,
        indexes.integration_index,
        indexes.index_rank,
        indexes.n_area_changes,
        indexes.index_change,
        wide_dimensions.regional_development_score,
        wide_dimensions.innovation_industry_score,
        wide_dimensions.infrastructure_score,
        wide_dimensions.ecology_score,
        wide_dimensions.public_services_score
    from indexes
    inner join clusters
        on indexes.cluster_id = clusters.cluster_id
    left join wide_dimensions
        on indexes.scenario_id = wide_dimensions.scenario_id
        and indexes.cluster_id = wide_dimensions.cluster_id
        and indexes.year = wide_dimensions.year
)

select * from final
