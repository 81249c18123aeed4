with paper as (
    select
        membership_scheme_id,
        panel_id
    from {{ ref('dim_scenario') }}
    where scenario_id = 'paper'
),

panel_years as (
    select panel_years.year
    from {{ ref('panel_years') }} as panel_years
    inner join paper
        on panel_years.panel_id = paper.panel_id
),

figures as (
    select city_indicators.*
    from {{ ref('fct_city_indicator') }} as city_indicators
    inner join paper
        on city_indicators.membership_scheme_id = paper.membership_scheme_id
    inner join panel_years
        on city_indicators.year = panel_years.year
),

members as (
    select
        members.cluster_id,
        members.city_id,
        row_number() over (order by members.city_id) as member_number
    from {{ ref('cluster_members') }} as members
    inner join paper
        on members.membership_scheme_id = paper.membership_scheme_id
),

regroupings as (
    select cast(generated_number as integer) as regrouping_number
    from ({{ dbt.generate_series(999) }}) as series
    where generated_number <= least(999, {{ var('draws') }})
),

-- Every city takes the agglomeration of another, in an order that is a function of a
-- text: sizes stay, and whoever lacks a figure takes the lack along.
dealt as (
    select
        regroupings.regrouping_number,
        members.city_id,
        row_number() over (
            partition by regroupings.regrouping_number
            order by {{ uniform_of(
                'regroupings.regrouping_number', 'regrouping', 'members.city_id'
            ) }}
        ) as dealt_number
    from regroupings
    cross join members
),

parts as (
    select
        dealt.regrouping_number,
        figures.indicator_id,
        figures.year,
        members.cluster_id,
        sum(figures.value) as value_sum,
        avg(figures.value) as mean_value
    from dealt
    inner join members
        on dealt.dealt_number = members.member_number
    inner join figures
        on dealt.city_id = figures.city_id
    group by
        dealt.regrouping_number,
        figures.indicator_id,
        figures.year,
        members.cluster_id
),

wholes as (
    select
        indicator_id,
        year,
        sum(value) as value_sum,
        avg(value) as mean_value
    from figures
    group by indicator_id, year
),

final as (
    select
        parts.regrouping_number,
        parts.indicator_id,
        parts.year,
        sum(
            parts.value_sum / nullif(wholes.value_sum, 0) * ln(
                case
                    when parts.mean_value > 0
                        then parts.mean_value / nullif(wholes.mean_value, 0)
                end
            )
        ) as theil_between
    from parts
    inner join wholes
        on parts.indicator_id = wholes.indicator_id
        and parts.year = wholes.year
    group by parts.regrouping_number, parts.indicator_id, parts.year
)

select * from final
