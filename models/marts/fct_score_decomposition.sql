with scenarios as (
    select * from {{ ref('dim_scenario') }}
),

indicator_scores as (
    select * from {{ ref('fct_indicator_score') }}
),

dimension_scores as (
    select * from {{ ref('fct_dimension_score') }}
),

indexes as (
    select * from {{ ref('fct_integration_index') }}
),

-- Only arithmetic means pass effects on to the index without a residual.
scores as (
    select
        indicator_scores.*,
        cast(1 as {{ dbt.type_float() }})
        / (dimension_scores.n_indicators_scored * indexes.n_dimensions_scored)
            as index_weight
    from indicator_scores
    inner join scenarios
        on indicator_scores.scenario_id = scenarios.scenario_id
    inner join dimension_scores
        on indicator_scores.scenario_id = dimension_scores.scenario_id
        and indicator_scores.cluster_id = dimension_scores.cluster_id
        and indicator_scores.dimension_id = dimension_scores.dimension_id
        and indicator_scores.year = dimension_scores.year
    inner join indexes
        on indicator_scores.scenario_id = indexes.scenario_id
        and indicator_scores.cluster_id = indexes.cluster_id
        and indicator_scores.year = indexes.year
    where
        scenarios.scenario_kind = 'named'
        and scenarios.indicator_set = 'balanced'
        and scenarios.aggregation = 'arithmetic'
        and indicator_scores.indicator_score is not null
        and indexes.integration_index is not null
),

score_years as (
    select distinct
        scenario_id,
        year
    from scores
),

previous_years as (
    select
        scenario_id,
        year,
        lag(year) over (partition by scenario_id order by year) as previous_year
    from score_years
),

-- A score beside that of each agglomeration, itself among them, in the same year.
pairs as (
    select
        'mean_of_clusters' as compared_with,
        own.scenario_id,
        own.cluster_id,
        own.indicator_id,
        own.dimension_id,
        own.year,
        own.year as reference_year,
        own.index_weight,
        own.indicator_score,
        peers.indicator_score as reference_score,
        {{ shapley_effect(
            'evenness_score', 'size_adjustment', 'level_adjustment', 'peers', 'own'
        ) }} as evenness_effect_on_score,
        {{ shapley_effect(
            'size_adjustment', 'evenness_score', 'level_adjustment', 'peers', 'own'
        ) }} as size_effect_on_score,
        {{ shapley_effect(
            'level_adjustment', 'evenness_score', 'size_adjustment', 'peers', 'own'
        ) }} as level_effect_on_score
    from scores as own
    inner join scores as peers
        on own.scenario_id = peers.scenario_id
        and own.indicator_id = peers.indicator_id
        and own.year = peers.year
),

changes as (
    select
        'previous_year' as compared_with,
        later.scenario_id,
        later.cluster_id,
        later.indicator_id,
        later.dimension_id,
        later.year,
        earlier.year as reference_year,
        later.index_weight,
        later.indicator_score,
        earlier.indicator_score as reference_score,
        {{ shapley_effect(
            'evenness_score', 'size_adjustment', 'level_adjustment', 'earlier', 'later'
        ) }} as evenness_effect_on_score,
        {{ shapley_effect(
            'size_adjustment', 'evenness_score', 'level_adjustment', 'earlier', 'later'
        ) }} as size_effect_on_score,
        {{ shapley_effect(
            'level_adjustment', 'evenness_score', 'size_adjustment', 'earlier', 'later'
        ) }} as level_effect_on_score
    from scores as later
    inner join previous_years
        on later.scenario_id = previous_years.scenario_id
        and later.year = previous_years.year
    inner join scores as earlier
        on later.scenario_id = earlier.scenario_id
        and later.cluster_id = earlier.cluster_id
        and later.indicator_id = earlier.indicator_id
        and previous_years.previous_year = earlier.year
),

compared as (
    select * from pairs
    union all
    select * from changes
),

final as (
    select
        scenario_id,
        cluster_id,
        indicator_id,
        dimension_id,
        year,
        compared_with,
        reference_year,
        index_weight,
        indicator_score,
        avg(reference_score) as reference_score,
        avg(evenness_effect_on_score) as evenness_effect_on_score,
        avg(size_effect_on_score) as size_effect_on_score,
        avg(level_effect_on_score) as level_effect_on_score
    from compared
    group by
        scenario_id,
        cluster_id,
        indicator_id,
        dimension_id,
        year,
        compared_with,
        reference_year,
        index_weight,
        indicator_score
)

select * from final
