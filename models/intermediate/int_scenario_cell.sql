with scenario_indicators as (
    select * from {{ ref('int_scenario_indicator') }}
),

panel_years as (
    select * from {{ ref('panel_years') }}
),

price_levels as (
    select * from {{ ref('int_price_level') }}
),

dispersion as (
    select * from {{ ref('int_cluster_dispersion') }}
),

final as (
    select
        scenario_indicators.scenario_id,
        dispersion.cluster_id,
        scenario_indicators.indicator_id,
        scenario_indicators.dimension_id,
        scenario_indicators.measured_by_indicator_id,
        scenario_indicators.membership_scheme_id,
        scenario_indicators.direction,
        scenario_indicators.negative_level,
        scenario_indicators.bounds_version_id,
        {{ normalisation_pool(
            'scenario_indicators.cv_pool',
            'scenario_indicators.indicator_id',
            'dispersion.year'
        ) }} as cv_pool_key,
        {{ normalisation_pool(
            'scenario_indicators.level_pool',
            'scenario_indicators.indicator_id',
            'dispersion.year'
        ) }} as level_pool_key,
        dispersion.null_reason,
        dispersion.year,
        dispersion.n_members,
        dispersion.n_cities,
        dispersion.n_carried,
        case
            when scenario_indicators.is_at_constant_prices
                then dispersion.mean_value / price_levels.price_level
            else dispersion.mean_value
        end as mean_value,
        case scenario_indicators.sd_type
            when 'population' then dispersion.cv_population
            when 'sample' then dispersion.cv_sample
        end as cv,
        scenario_indicators.has_size_adjustment,
        scenario_indicators.has_level_adjustment
    from scenario_indicators
    inner join panel_years
        on scenario_indicators.panel_id = panel_years.panel_id
    inner join dispersion
        on scenario_indicators.membership_scheme_id = dispersion.membership_scheme_id
        and scenario_indicators.measured_by_indicator_id = dispersion.indicator_id
        and panel_years.year = dispersion.year
    left join price_levels
        on panel_years.panel_id = price_levels.panel_id
        and panel_years.year = price_levels.year
)

select * from final
