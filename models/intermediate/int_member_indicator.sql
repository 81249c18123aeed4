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

-- Most values are the same in every membership scheme; 'any' stands for all of them.
reported as (
    select
        'any' as in_scheme_id,
        indicator_id,
        city_id,
        numerator_source_id,
        denominator_source_id,
        status,
        year,
        value,
        numerator_value,
        denominator_value
    from indicator_values
    union all
    select
        krugman_specialisation.membership_scheme_id as in_scheme_id,
        indicators.indicator_id,
        krugman_specialisation.city_id,
        krugman_specialisation.source_id as numerator_source_id,
        null as denominator_source_id,
        'reported' as status,
        krugman_specialisation.year,
        krugman_specialisation.value * indicators.multiplier as value,
        krugman_specialisation.value as numerator_value,
        null as denominator_value
    from krugman_specialisation
    inner join indicators
        on krugman_specialisation.variable_id = indicators.numerator_variable_id
),

-- The few series that lack a year of the panels.
incomplete as (
    select
        reported.in_scheme_id,
        reported.indicator_id,
        reported.city_id
    from reported
    left join panel_years
        on reported.year = panel_years.year
    group by reported.in_scheme_id, reported.indicator_id, reported.city_id
    having count(panel_years.year) < (select panel_length.n_years from panel_length)
),

known as (
    select
        reported.in_scheme_id,
        reported.indicator_id,
        reported.city_id,
        reported.year
    from reported
    inner join incomplete
        on reported.in_scheme_id = incomplete.in_scheme_id
        and reported.indicator_id = incomplete.indicator_id
        and reported.city_id = incomplete.city_id
),

missing as (
    select
        incomplete.in_scheme_id,
        incomplete.indicator_id,
        incomplete.city_id,
        panel_years.year
    from incomplete
    inner join indicators
        on incomplete.indicator_id = indicators.indicator_id
    cross join panel_years
    left join known
        on incomplete.in_scheme_id = known.in_scheme_id
        and incomplete.indicator_id = known.indicator_id
        and incomplete.city_id = known.city_id
        and panel_years.year = known.year
    where
        indicators.gap_rule = 'nearest_year'
        and known.city_id is null
),

candidates as (
    select
        missing.in_scheme_id,
        missing.indicator_id,
        missing.city_id,
        missing.year,
        known.year as from_year,
        {{ nearest_year_pick(
            [
                'missing.in_scheme_id',
                'missing.indicator_id',
                'missing.city_id',
                'missing.year',
            ],
            'missing.year',
            'known.year'
        ) }} as nearness_rank
    from missing
    inner join known
        on missing.in_scheme_id = known.in_scheme_id
        and missing.indicator_id = known.indicator_id
        and missing.city_id = known.city_id
        and known.year >= missing.year - {{ var('max_year_gap') }}
        and known.year <= missing.year + {{ var('max_year_gap') }}
),

filled as (
    select
        in_scheme_id,
        indicator_id,
        city_id,
        numerator_source_id,
        denominator_source_id,
        status,
        year,
        year as from_year,
        value,
        numerator_value,
        denominator_value
    from reported
    union all
    select
        candidates.in_scheme_id,
        candidates.indicator_id,
        candidates.city_id,
        reported.numerator_source_id,
        reported.denominator_source_id,
        'carried' as status,
        candidates.year,
        candidates.from_year,
        reported.value,
        reported.numerator_value,
        reported.denominator_value
    from candidates
    inner join reported
        on candidates.in_scheme_id = reported.in_scheme_id
        and candidates.indicator_id = reported.indicator_id
        and candidates.city_id = reported.city_id
        and candidates.from_year = reported.year
    where candidates.nearness_rank = 1
),

final as (
    select
        members.membership_scheme_id,
        members.cluster_id,
        members.city_id,
        filled.indicator_id,
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
        and filled.in_scheme_id in ('any', members.membership_scheme_id)
)

select * from final
