with members as (
    select * from {{ ref('int_cluster_member') }}
),

scheme_years as (
    select * from {{ ref('int_scheme_year') }}
),

indicators as (
    select * from {{ ref('stg_indicators') }}
),

years_of_panels as (
    select * from {{ ref('stg_panel_years') }}
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

unnumbered as (
    select
        indicator_id,
        cast(null as {{ dbt.type_string() }}) as in_scheme_id,
        gap_rule
    from indicators
    union all
    select
        indicators.indicator_id,
        schemes.membership_scheme_id as in_scheme_id,
        indicators.gap_rule
    from indicators
    cross join schemes
    where indicators.numerator_variable_id = 'krugman_specialisation'
),

-- Values are grouped and joined faster by a number than by a text.
series as (
    select
        unnumbered.*,
        row_number() over (
            order by unnumbered.indicator_id, unnumbered.in_scheme_id
        ) as series_number
    from unnumbered
),

reported as (
    select
        series.series_number,
        indicator_values.city_id,
        indicator_values.numerator_source_id,
        indicator_values.denominator_source_id,
        indicator_values.year,
        indicator_values.value,
        indicator_values.numerator_value,
        indicator_values.denominator_value,
        indicator_values.is_interpolated,
        indicator_values.is_published_rate,
        indicator_values.is_other_boundary,
        indicator_values.is_doubted,
        indicator_values.is_confirmed
    from indicator_values
    inner join series
        on indicator_values.indicator_id = series.indicator_id
        and series.in_scheme_id is null
    union all
    select
        series.series_number,
        krugman_specialisation.city_id,
        krugman_specialisation.source_id as numerator_source_id,
        null as denominator_source_id,
        krugman_specialisation.year,
        krugman_specialisation.value * indicators.multiplier as value,
        krugman_specialisation.value as numerator_value,
        null as denominator_value,
        false as is_interpolated,
        false as is_published_rate,
        false as is_other_boundary,
        false as is_doubted,
        false as is_confirmed
    from krugman_specialisation
    inner join indicators
        on krugman_specialisation.variable_id = indicators.numerator_variable_id
    inner join series
        on indicators.indicator_id = series.indicator_id
        and krugman_specialisation.membership_scheme_id = series.in_scheme_id
),

years as (
    select distinct
        year,
        cast(floor(year / 60.0) as integer) as period,
        cast(power(2, year % 60) as bigint) as year_bit
    from scheme_years
),

panel_years as (
    select
        years.year,
        years.period,
        years.year_bit
    from years
    where
        years.year in (select years_of_panels.year from years_of_panels)
        and {{ new_years_only('years.year') }}
),

periods as (
    select
        period,
        bit_or(year_bit) as year_bits
    from panel_years
    group by period
),

-- The years that each series has, as bits of a number for every sixty years: so the
-- values are grouped once and not searched for what is missing. A doubted value stands
-- in its own year and is offered to no other.
presence as (
    select
        reported.series_number,
        reported.city_id,
        years.period,
        bit_or(years.year_bit) as year_bits,
        bit_or(case when reported.is_doubted then 0 else years.year_bit end)
            as offered_bits
    from reported
    inner join years
        on reported.year = years.year
    group by reported.series_number, reported.city_id, years.period
),

-- Sixty years without any value.
absent as (
    select distinct
        presence.series_number,
        presence.city_id,
        periods.period
    from presence
    inner join periods
        on presence.period <> periods.period
    left join presence as present
        on presence.series_number = present.series_number
        and presence.city_id = present.city_id
        and periods.period = present.period
    where present.series_number is null
),

series_periods as (
    select * from presence
    union all
    select
        series_number,
        city_id,
        period,
        cast(0 as bigint) as year_bits,
        cast(0 as bigint) as offered_bits
    from absent
),

incomplete as (
    select series_periods.*
    from series_periods
    inner join periods
        on series_periods.period = periods.period
        and (series_periods.year_bits & periods.year_bits) <> periods.year_bits
    inner join series
        on series_periods.series_number = series.series_number
        and series.gap_rule = 'nearest_year'
),

missing as (
    select
        incomplete.series_number,
        incomplete.city_id,
        panel_years.year
    from incomplete
    inner join panel_years
        on incomplete.period = panel_years.period
        and (incomplete.year_bits & panel_years.year_bit) = 0
),

near_years as (
    select
        panel_years.year,
        years.year as from_year,
        years.period as from_period,
        years.year_bit as from_bit,
        {{ nearest_year_pick(
            ['panel_years.year'], 'panel_years.year', 'years.year'
        ) }} as nearness_rank
    from panel_years
    inner join years
        on abs(panel_years.year - years.year) <= {{ var('max_year_gap') }}
),

nearest as (
    select
        missing.series_number,
        missing.city_id,
        missing.year,
        min(near_years.nearness_rank) as nearness_rank
    from missing
    inner join near_years
        on missing.year = near_years.year
    inner join presence
        on missing.series_number = presence.series_number
        and missing.city_id = presence.city_id
        and near_years.from_period = presence.period
    where (presence.offered_bits & near_years.from_bit) > 0
    group by missing.series_number, missing.city_id, missing.year
),

carried as (
    select
        nearest.series_number,
        nearest.city_id,
        nearest.year,
        near_years.from_year
    from nearest
    inner join near_years
        on nearest.year = near_years.year
        and nearest.nearness_rank = near_years.nearness_rank
),

-- A named scheme has every year; the schemes without one city have the reading's.
reading_years as (
    select distinct scheme_years.year
    from scheme_years
    inner join members
        on scheme_years.membership_scheme_id = members.membership_scheme_id
    where not members.is_named and not scheme_years.is_neighbour
),

filled as (
    select
        series_number,
        city_id,
        numerator_source_id,
        denominator_source_id,
        case
            when is_interpolated then 'interpolated'
            when is_published_rate then 'published_rate'
            when is_other_boundary then 'other_boundary'
            else 'reported'
        end as status,
        year,
        year as from_year,
        value,
        numerator_value,
        denominator_value,
        is_published_rate,
        is_other_boundary,
        is_doubted,
        is_confirmed
    from reported
    where {{ new_years_only('year') }}
    union all
    select
        carried.series_number,
        carried.city_id,
        reported.numerator_source_id,
        reported.denominator_source_id,
        'carried' as status,
        carried.year,
        carried.from_year,
        reported.value,
        reported.numerator_value,
        reported.denominator_value,
        reported.is_published_rate,
        reported.is_other_boundary,
        reported.is_doubted,
        reported.is_confirmed
    from carried
    inner join reported
        on carried.series_number = reported.series_number
        and carried.city_id = reported.city_id
        and carried.from_year = reported.year
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
        filled.denominator_value,
        filled.is_published_rate,
        filled.is_other_boundary,
        filled.is_doubted,
        filled.is_confirmed
    from members
    inner join filled
        on members.city_id = filled.city_id
    inner join series
        on filled.series_number = series.series_number
        and coalesce(series.in_scheme_id, members.membership_scheme_id)
        = members.membership_scheme_id
    where
        members.is_named
        or filled.year in (select reading_years.year from reading_years)
)

select * from final
