with indicator_scores as (
    select * from {{ ref('fct_indicator_score') }}
),

scenarios as (
    select * from {{ ref('dim_scenario') }}
),

scored as (
    select
        indicator_scores.scenario_id,
        indicator_scores.cluster_id,
        indicator_scores.dimension_id,
        indicator_scores.year,
        count(*) as n_indicators,
        count(indicator_scores.indicator_score) as n_indicators_scored,
        {{ mean_score('indicator_scores.indicator_score', 'scenarios.aggregation') }}
            as dimension_score
    from indicator_scores
    inner join scenarios
        on indicator_scores.scenario_id = scenarios.scenario_id
    group by
        indicator_scores.scenario_id,
        indicator_scores.cluster_id,
        indicator_scores.dimension_id,
        indicator_scores.year,
        scenarios.aggregation
),

final as (
    select
        scenario_id,
        cluster_id,
        dimension_id,
        year,
        n_indicators,
        n_indicators_scored,
        dimension_score,
        {{ noise_free_rank(
            'dimension_score', ['scenario_id', 'dimension_id', 'year']
        ) }} as dimension_rank
    from scored
)

select * from final
