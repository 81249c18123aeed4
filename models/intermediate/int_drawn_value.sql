with settings as (
    select distinct
        membership_scheme_id,
        max_year_gap,
        interpolation
    from {{ ref('int_draw_setting') }}
),

paper as (
    select * from {{ ref('dim_scenario') }}
    where scenario_id = 'paper'
),

panel_years as (
    select panel_years.year
    from {{ ref('panel_years') }} as panel_years
    inner join paper
        on panel_years.panel_id = paper.panel_id
),

indicators as (
    select * from {{ ref('dim_indicator') }}
),

member_indicators as (
    select * from {{ ref('int_member_indicator') }}
    where status <> 'carried'
),

-- A doubted figure stands in its own year and is offered to no other.
offered as (
    select
        settings.max_year_gap,
        settings.interpolation,
        member_indicators.membership_scheme_id,
        member_indicators.cluster_id,
        member_indicators.city_id,
        member_indicators.indicator_id,
        member_indicators.numerator_source_id,
        member_indicators.status,
        panel_years.year,
        member_indicators.value,
        abs(panel_years.year - member_indicators.year) as distance,
        {{ nearest_year_pick(
            [
                'settings.max_year_gap', 'settings.interpolation',
                'member_indicators.membership_scheme_id', 'member_indicators.city_id',
                'member_indicators.indicator_id', 'panel_years.year'
            ],
            'panel_years.year', 'member_indicators.year'
        ) }} as nearness_rank
    from member_indicators
    inner join indicators
        on member_indicators.indicator_id = indicators.indicator_id
    inner join settings
        on member_indicators.membership_scheme_id
        = settings.membership_scheme_id
    inner join panel_years
        on member_indicators.year = panel_years.year
        or (
            abs(member_indicators.year - panel_years.year)
            <= settings.max_year_gap
            and indicators.gap_rule = 'nearest_year'
            and not member_indicators.is_doubted
        )
    where
        member_indicators.status <> 'interpolated'
        or settings.interpolation = 'linear'
),

final as (
    select * from offered
    where nearness_rank = 1
)

select * from final
