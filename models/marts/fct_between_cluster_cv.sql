with dimension_scores as (
    select * from {{ ref('fct_dimension_score') }}
),

scenarios as (
    select * from {{ ref('dim_scenario') }}
),

final as (
    select
        dimension_scores.scenario_id,
        dimension_scores.dimension_id,
        dimension_scores.year,
        count(dimension_scores.dimension_score) as n_clusters,
        case
            when
                count(dimension_scores.dimension_score) < {{ var('min_cities') }}
                then null
            when scenarios.sd_type = 'population' then {{ coefficient_of_variation(
                'dimension_scores.dimension_score', sd='population'
            ) }}
            when scenarios.sd_type = 'sample' then {{ coefficient_of_variation(
                'dimension_scores.dimension_score', sd='sample'
            ) }}
        end as between_cluster_cv
    from dimension_scores
    inner join scenarios
        on dimension_scores.scenario_id = scenarios.scenario_id
    group by
        dimension_scores.scenario_id,
        dimension_scores.dimension_id,
        dimension_scores.year,
        scenarios.sd_type
)

select * from final
