with members as (
    select * from {{ ref('int_cluster_member') }}
),

scheme_years as (
    select * from {{ ref('int_scheme_year') }}
),

indicators as (
    select * from {{ ref('stg_indicators') }}
),

panel_years as (
    select distinct year from {{ ref('stg_panel_years') }}
),

panel_length as (
    select count(*) as n_years from panel_years
),

indicator_values as (
    select * from {{ ref('int_indicator_value') }}
),

krugman_specialisation as (
    select * from {{ ref('int_krugman_specialisation') }}
),

-- A specialisation depends on who else is a member: a series per membership scheme.
schemes as (
    select distinct membership_scheme_id from scheme_years
),

series as (
    select
        indicator_id as series_id,
        indicator_id,
        cast(null as {{ dbt.type_string() }}) as in_scheme_id,
        gap_rule
    from indicators
    union all
    select
        indicators.indicator_id || ' ' || schemes.membership_scheme_id as series_id,
        indicators.indicator_id,
        schemes.membership_scheme_id as in_scheme_id,
        indicators.gap_rule
    from indicators
    cross join schemes
    where indicators.numerator_variable_id = 'krugman_specialisation'
),

reported as (
    select
        indicator_id as series_id,
        city_id,
        numerator_source_id,
        denominator_source_id,
        year,
        value,
        numerator_value,
        denominator_value,
        is_interpolated
    from indicator_values
    union all
    select
        indicators.indicator_id || ' ' || krugman_specialisation.membership_scheme_id
            as series_id,
        krugman_specialisation.city_id,
        krugman_specialisation.source_id as numerator_source_id,
        null as denominator_source_id,
        krugman_specialisation.year,
        krugman_specialisation.value * indicators.multiplier as value,
        krugman_specialisation.value as numerator_value,
        null as denominator_value,
        false as is_interpolated
    from krugman_specialisation
    inner join indicators
        on krugman_specialisation.variable_id = indicators.numerator_variable_id
),

-- The few series that lack a year of the panels.
incomplete as (
    select
        reported.series_id,
        reported.city_id
    from reported
    left join panel_years
        on reported.year = panel_years.year
    group by reported.series_id, reported.city_id
    having count(panel_years.year) < (select panel_length.n_years from panel_length)
),

known as (
    select reported.*
    from reported
    inner join incomplete
        on reported.series_id = incomplete.series_id
        and reported.city_id = incomplete.city_id
),

missing as (
    select
        incomplete.series_id,
        incomplete.city_id,
        panel_years.year
    from incomplete
    inner join series
        on incomplete.series_id = series.series_id
    cross join panel_years
    left join known
        on incomplete.series_id = known.series_id
        and incomplete.city_id = known.city_id
        and panel_years.year = known.year
    where
        series.gap_rule = 'nearest_year'
        and known.city_id is null
),

years as (
    select distinct year from scheme_years
),

-- Years joined by equality: a range would compare every two years of a series.
near_years as (
    select
        panel_years.year,
        years.year as from_year
    from panel_years
    inner join years
        on abs(panel_years.year - years.year) <= {{ var('max_year_gap') }}
),

candidates as (
    select
        known.series_id,
        known.city_id,
        known.numerator_source_id,
        known.denominator_source_id,
        near_years.year,
        near_years.from_year,
        known.value,
        known.numerator_value,
        known.denominator_value,
        {{ nearest_year_pick(
            ['missing.series_id', 'missing.city_id', 'missing.year'],
            'missing.year',
            'known.year'
        ) }} as nearness_rank
    from missing
    inner join near_years
        on missing.year = near_years.year
    inner join known
        on missing.series_id = known.series_id
        and missing.city_id = known.city_id
        and near_years.from_year = known.year
),

filled as (
    select
        series_id,
        city_id,
        numerator_source_id,
        denominator_source_id,
        case when is_interpolated then 'interpolated' else 'reported' end as status,
        year,
        year as from_year,
        value,
        numerator_value,
        denominator_value
    from reported
    union all
    select
        series_id,
        city_id,
        numerator_source_id,
        denominator_source_id,
        'carried' as status,
        year,
        from_year,
        value,
        numerator_value,
        denominator_value
    from candidates
    where nearness_rank = 1
),

final as (
    select
        members.membership_scheme_id,
        members.cluster_id,
        members.city_id,
        series.indicator_id,
        filled.numerator_source_id,
        filled.denominator_source_id,
        filled.status,
        filled.year,
        filled.from_year,
        filled.value,
        filled.numerator_value,
        filled.denominator_value
    from members
    inner join scheme_years
        on members.membership_scheme_id = scheme_years.membership_scheme_id
        and not scheme_years.is_neighbour
    inner join filled
        on members.city_id = filled.city_id
        and scheme_years.year = filled.year
    inner join series
        on filled.series_id = series.series_id
        and coalesce(series.in_scheme_id, members.membership_scheme_id)
        = members.membership_scheme_id
)

select * from final
{{ stored_order(
    ['membership_scheme_id', 'indicator_id', 'year', 'cluster_id', 'city_id']
) }}
