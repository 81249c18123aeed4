with dimension_scores as (
    select * from {{ ref('fct_dimension_score') }}
),

scenarios as (
    select * from {{ ref('int_scenario') }}
),

averaged as (
    select
        dimension_scores.scenario_id,
        dimension_scores.cluster_id,
        dimension_scores.year,
        scenarios.indicator_set,
        count(*) as n_dimensions,
        count(dimension_scores.dimension_score) as n_dimensions_scored,
        {{ mean_score('dimension_scores.dimension_score', 'scenarios.aggregation') }}
            as mean_dimension_score
    from dimension_scores
    inner join scenarios
        on dimension_scores.scenario_id = scenarios.scenario_id
    group by
        dimension_scores.scenario_id,
        dimension_scores.cluster_id,
        dimension_scores.year,
        scenarios.indicator_set,
        scenarios.aggregation
),

-- A mean over fewer dimensions than the others have would not be comparable.
indexed as (
    select
        scenario_id,
        cluster_id,
        year,
        n_dimensions,
        n_dimensions_scored,
        case
            when indicator_set = 'available' or n_dimensions_scored = n_dimensions
                then mean_dimension_score
        end as integration_index
    from averaged
),

final as (
    select
        scenario_id,
        cluster_id,
        year,
        n_dimensions,
        n_dimensions_scored,
        integration_index,
        {{ noise_free_rank('integration_index', ['scenario_id', 'year']) }}
            as index_rank,
        integration_index - lag(integration_index) over (
            partition by scenario_id, cluster_id
            order by year
        ) as index_change
    from indexed
)

select * from final
