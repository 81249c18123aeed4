with settings as (
    select distinct
        figure_set_number,
        membership_scheme_id,
        max_year_gap,
        interpolation,
        rail_definition
    from {{ ref('int_draw_setting') }}
),

paper as (
    select * from {{ ref('dim_scenario') }}
    where scenario_id = 'paper'
),

indicators as (
    select * from {{ ref('dim_indicator') }}
),

lists as (
    select * from {{ ref('dim_indicator_list') }}
),

drawn_values as (
    select * from {{ ref('int_drawn_value') }}
),

errors as (
    select * from {{ ref('int_figure_error') }}
),

-- A row of all keys for those with few pairs of their own.
spreads as (
    select
        status,
        key_id,
        distance,
        sqrt(avg(squared_error)) as spread
    from errors
    group by status, key_id, distance
    having count(*) >= {{ var('min_spread_pairs') }}
    union all
    select
        status,
        '' as key_id,
        distance,
        sqrt(avg(squared_error)) as spread
    from errors
    group by status, distance
),

-- An alternative takes the place of its indicator, as in int_scenario_cell.
measured as (
    select
        settings.*,
        indicators.indicator_id,
        indicators.unit,
        coalesce(alternatives.indicator_id, indicators.indicator_id)
            as measured_by_indicator_id
    from settings
    cross join paper
    inner join lists
        on paper.indicator_list = lists.indicator_list
    inner join indicators
        on lists.indicator_id = indicators.indicator_id
        and indicators.alternative_of is null
        and (paper.is_landed or not indicators.is_landed)
    left join indicators as alternatives
        on indicators.indicator_id = alternatives.alternative_of
        and alternatives.alternative_option in (
            settings.rail_definition,
            paper.pm25_series
        )
        and (paper.is_landed or not alternatives.is_landed)
),

-- Errors of a figure and of the years that it was carried over add up; a yes or no has
-- none.
final as (
    select
        measured.figure_set_number,
        dense_rank() over (
            order by
                drawn_values.cluster_id,
                measured.indicator_id,
                drawn_values.year
        ) as cell_number,
        drawn_values.cluster_id,
        drawn_values.city_id,
        measured.indicator_id,
        drawn_values.year,
        drawn_values.value,
        drawn_values.value - avg(drawn_values.value) over (
            partition by
                measured.figure_set_number,
                drawn_values.cluster_id,
                measured.indicator_id,
                drawn_values.year
        ) as deviation,
        case
            when measured.unit = '0_or_1' then 0
            else sqrt(
                    power(coalesce(own_spreads.spread, all_spreads.spread, 0), 2)
                    + power(
                        coalesce(carried_spreads.spread, all_carried_spreads.spread, 0),
                        2
                    )
                )
        end as spread,
        floor(
            1000000 * {{ uniform_from_key(
                "measured.indicator_id || ':' || cast(drawn_values.year as "
                ~ dbt.type_string() ~ ")"
            ) }}
        ) as figure_key
    from measured
    inner join drawn_values
        on measured.membership_scheme_id = drawn_values.membership_scheme_id
        and measured.max_year_gap = drawn_values.max_year_gap
        and measured.interpolation = drawn_values.interpolation
        and measured.measured_by_indicator_id = drawn_values.indicator_id
    left join spreads as own_spreads
        on drawn_values.status = own_spreads.status
        and own_spreads.key_id = case
            when drawn_values.status in ('reported', 'other_boundary')
                then drawn_values.numerator_source_id
            else drawn_values.indicator_id
        end
    left join spreads as all_spreads
        on drawn_values.status = all_spreads.status
        and all_spreads.key_id = ''
    left join spreads as carried_spreads
        on carried_spreads.status = 'carried'
        and drawn_values.distance = carried_spreads.distance
        and drawn_values.indicator_id = carried_spreads.key_id
    left join spreads as all_carried_spreads
        on all_carried_spreads.status = 'carried'
        and drawn_values.distance = all_carried_spreads.distance
        and all_carried_spreads.key_id = ''
)

select * from final
