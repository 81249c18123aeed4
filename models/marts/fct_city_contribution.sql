with scenarios as (
    select * from {{ ref('dim_scenario') }}
    where scenario_id = 'paper'
),

indicator_scores as (
    select * from {{ ref('fct_indicator_score') }}
    where scenario_id = 'paper' and indicator_score is not null
),

dimension_scores as (
    select * from {{ ref('fct_dimension_score') }}
    where scenario_id = 'paper'
),

indexes as (
    select * from {{ ref('fct_integration_index') }}
    where scenario_id = 'paper'
),

city_indicators as (
    select * from {{ ref('fct_city_indicator') }}
),

valued as (
    select
        city_indicators.cluster_id,
        city_indicators.city_id,
        indicator_scores.indicator_id,
        city_indicators.year,
        city_indicators.value,
        indicator_scores.n_cities,
        indicator_scores.cv,
        indicator_scores.mean_value,
        city_indicators.value - avg(city_indicators.value) over (
            partition by
                city_indicators.cluster_id,
                indicator_scores.indicator_id,
                city_indicators.year
        ) as deviation,
        avg(city_indicators.value) over (
            partition by
                city_indicators.cluster_id,
                indicator_scores.indicator_id,
                city_indicators.year
        ) as city_mean,
        -- Points of the index that a CV of 1 costs.
        100 * indicator_scores.size_adjustment * indicator_scores.level_adjustment
        / nullif(indicator_scores.max_cv - indicator_scores.min_cv, 0)
        / (dimension_scores.n_indicators_scored * indexes.n_dimensions_scored)
            as points_of_cv
    from scenarios
    inner join city_indicators
        on scenarios.membership_scheme_id = city_indicators.membership_scheme_id
    inner join indicator_scores
        on city_indicators.cluster_id = indicator_scores.cluster_id
        and city_indicators.year = indicator_scores.year
        and city_indicators.indicator_id = indicator_scores.measured_by_indicator_id
    inner join dimension_scores
        on indicator_scores.cluster_id = dimension_scores.cluster_id
        and indicator_scores.dimension_id = dimension_scores.dimension_id
        and indicator_scores.year = dimension_scores.year
    inner join indexes
        on indicator_scores.cluster_id = indexes.cluster_id
        and indicator_scores.year = indexes.year
),

summed as (
    select
        *,
        sum(deviation * deviation) over (
            partition by cluster_id, indicator_id, year
        ) as squared_sum
    from valued
),

-- Shares of the squared deviations add up to 1, and with them the CV to its parts.
shared as (
    select
        *,
        case when cv > 0 then deviation * deviation / nullif(squared_sum, 0) else 0 end
            as share_of_unevenness,
        sqrt(
            greatest(
                squared_sum
                - deviation * deviation * n_cities / nullif(n_cities - 1.0, 0),
                0
            ) / nullif(n_cities - 1.0, 0)
        ) / nullif(
            abs((n_cities * city_mean - value) / nullif(n_cities - 1.0, 0)), 0
        ) as cv_of_others
    from summed
),

final as (
    select
        cluster_id,
        city_id,
        indicator_id,
        year,
        value,
        deviation / nullif(abs(city_mean), 0) as relative_deviation,
        share_of_unevenness,
        cv,
        cv_of_others,
        share_of_unevenness * cv * points_of_cv as points_lost
    from shared
)

select * from final
