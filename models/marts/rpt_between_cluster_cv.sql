with between_cluster_cvs as (
    select * from {{ ref('fct_between_cluster_cv') }}
),

published as (
    select * from {{ ref('dim_published_between_cluster_cv') }}
),

dimensions as (
    select * from {{ ref('dim_dimension') }}
),

scenarios as (
    select * from {{ ref('dim_scenario') }}
),

final as (
    select
        between_cluster_cvs.scenario_id,
        between_cluster_cvs.dimension_id,
        between_cluster_cvs.year,
        dimensions.dimension_en,
        dimensions.dimension_zh,
        between_cluster_cvs.between_cluster_cv,
        published.between_cluster_cv as published_between_cluster_cv,
        between_cluster_cvs.between_cluster_cv - published.between_cluster_cv
            as difference,
        avg(
            abs(between_cluster_cvs.between_cluster_cv - published.between_cluster_cv)
        ) over (partition by between_cluster_cvs.scenario_id) as mean_distance
    from between_cluster_cvs
    inner join dimensions
        on between_cluster_cvs.dimension_id = dimensions.dimension_id
    inner join scenarios
        on between_cluster_cvs.scenario_id = scenarios.scenario_id
    left join published
        on not scenarios.is_landed
        and between_cluster_cvs.dimension_id = published.dimension_id
        and between_cluster_cvs.year = published.year
)

select * from final
