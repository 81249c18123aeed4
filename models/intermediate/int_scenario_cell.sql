with scenarios as (
    select * from {{ ref('dim_scenario') }}
),

indicators as (
    select * from {{ ref('dim_indicator') }}
),

lists as (
    select * from {{ ref('dim_indicator_list') }}
),

units as (
    select * from {{ ref('units') }}
),

availability as (
    select * from {{ ref('int_indicator_availability') }}
),

frozen_bounds as (
    select * from {{ ref('frozen_bounds') }}
    where measure = 'mean_value'
),

-- An alternative takes the place of its indicator where the scenario takes its option.
alternatives as (
    select
        choices.scenario_id,
        indicators.indicator_id,
        indicators.alternative_of,
        indicators.is_landed
    from {{ ref('dim_scenario_choice') }} as choices
    inner join indicators
        on choices.option_id = indicators.alternative_option
),

-- What landed is used by readings that landed alone.
chosen as (
    select
        scenarios.*,
        indicators.indicator_id,
        indicators.dimension_id,
        coalesce(alternatives.indicator_id, indicators.indicator_id)
            as measured_by_indicator_id,
        scenarios.price_basis = 'constant'
        and coalesce(units.quantity = 'money', false)
        and units.per_quantity is null as is_at_constant_prices,
        case
            when indicators.indicator_id = 'krugman_specialisation'
                then scenarios.specialisation_direction
            else indicators.direction
        end as direction
    from scenarios
    inner join lists
        on scenarios.indicator_list = lists.indicator_list
    inner join indicators
        on lists.indicator_id = indicators.indicator_id
    left join units
        on indicators.unit = units.unit
    left join alternatives
        on scenarios.scenario_id = alternatives.scenario_id
        and indicators.indicator_id = alternatives.alternative_of
        and (scenarios.is_landed or not alternatives.is_landed)
    where
        indicators.alternative_of is null
        and (scenarios.is_landed or not indicators.is_landed)
        and coalesce(scenarios.left_out_id, '') not in (
            indicators.indicator_id,
            indicators.dimension_id
        )
),

scenario_indicators as (
    select chosen.*
    from chosen
    inner join availability
        on chosen.membership_scheme_id = availability.membership_scheme_id
        and chosen.panel_id = availability.panel_id
        and chosen.measured_by_indicator_id = availability.indicator_id
    left join frozen_bounds
        on chosen.bounds_version_id = frozen_bounds.bounds_version_id
        and chosen.indicator_id = frozen_bounds.pool_key
    where
        (
            (chosen.indicator_set = 'balanced' and availability.is_balanced)
            or (
                chosen.indicator_set = 'available'
                and availability.n_cells_with_statistic > 0
            )
        )
        -- A version has bounds for its own indicators, whatever is added later.
        and (
            chosen.bounds_version_id is null
            or frozen_bounds.pool_key is not null
        )
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
