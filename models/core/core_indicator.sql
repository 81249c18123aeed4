with paper as (
    select
        scenario_id,
        membership_scheme_id,
        panel_id,
        indicator_list
    from {{ ref('dim_scenario') }}
    where scenario_id = 'paper'
),

lists as (
    select * from {{ ref('dim_indicator_list') }}
),

indicators as (
    select indicators.*
    from paper
    inner join lists
        on paper.indicator_list = lists.indicator_list
    inner join {{ ref('dim_indicator') }} as indicators
        on lists.indicator_id = indicators.indicator_id
    where indicators.alternative_of is null and not indicators.is_landed
),

dimensions as (
    select * from {{ ref('dimensions') }}
),

scores as (
    select * from {{ ref('fct_indicator_score') }}
),

availability as (
    select * from {{ ref('dim_indicator_availability') }}
),

used as (
    select distinct
        scores.indicator_id,
        scores.measured_by_indicator_id
    from paper
    inner join scores
        on paper.scenario_id = scores.scenario_id
),

available as (
    select
        availability.indicator_id,
        availability.reason
    from paper
    inner join availability
        on paper.membership_scheme_id = availability.membership_scheme_id
        and paper.panel_id = availability.panel_id
),

units as (
    select * from {{ ref('units') }}
),

final as (
    select
        indicators.indicator_id,
        indicators.indicator_en,
        indicators.indicator_zh,
        indicators.dimension_id,
        dimensions.dimension_en,
        dimensions.dimension_zh,
        indicators.unit,
        coalesce(units.unit_en, indicators.unit) as unit_en,
        coalesce(units.unit_zh, indicators.unit) as unit_zh,
        indicators.direction,
        indicators.definition,
        indicators.definition_zh,
        used.measured_by_indicator_id,
        indicators.proxy_en,
        indicators.proxy_zh,
        case when used.indicator_id is null then available.reason end
            as why_not_in_index,
        indicators.data_note,
        indicators.data_note_zh,
        indicators.sort_order,
        used.indicator_id is not null as is_in_index
    from indicators
    inner join dimensions
        on indicators.dimension_id = dimensions.dimension_id
    left join used
        on indicators.indicator_id = used.indicator_id
    left join available
        on indicators.indicator_id = available.indicator_id
    left join units
        on indicators.unit = units.unit
)

select * from final
