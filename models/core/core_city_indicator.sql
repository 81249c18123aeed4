with paper as (
    select membership_scheme_id
    from {{ ref('dim_scenario') }}
    where scenario_id = 'paper'
),

figures as (
    select * from {{ ref('fct_city_indicator') }}
),

cities as (
    select * from {{ ref('core_city') }}
),

indicators as (
    select * from {{ ref('core_indicator') }}
),

final as (
    select
        figures.city_id,
        figures.indicator_id,
        figures.year,
        cities.city_en,
        cities.city_zh,
        cities.cluster_id,
        cities.cluster_en,
        cities.cluster_zh,
        indicators.indicator_en,
        indicators.indicator_zh,
        indicators.dimension_id,
        indicators.unit_en,
        indicators.unit_zh,
        figures.status,
        figures.numerator_variable_id,
        figures.denominator_variable_id,
        figures.numerator_source_id,
        figures.denominator_source_id,
        figures.from_year,
        figures.value,
        figures.numerator_value,
        figures.denominator_value
    from paper
    inner join figures
        on paper.membership_scheme_id = figures.membership_scheme_id
    inner join cities
        on figures.city_id = cities.city_id
    inner join indicators
        on figures.indicator_id
        = coalesce(indicators.measured_by_indicator_id, indicators.indicator_id)
)

select * from final
