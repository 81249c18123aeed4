{{ config(materialized="table") }}

with members as (
    select * from {{ ref('int_cluster_member') }}
),

indicators as (
    select * from {{ ref('stg_indicators') }}
),

panel_years as (
    select distinct year from {{ ref('stg_panel_years') }}
),

scheme_years as (
    select * from {{ ref('int_scheme_year') }}
),

indicator_values as (
    select * from {{ ref('int_indicator_value') }}
),

krugman_specialisation as (
    select * from {{ ref('int_krugman_specialisation') }}
),

reported as (
    select
        members.membership_scheme_id,
        members.cluster_id,
        members.city_id,
        indicator_values.indicator_id,
        indicator_values.numerator_source_id,
        indicator_values.denominator_source_id,
        indicator_values.status,
        indicator_values.year,
        indicator_values.value,
        indicator_values.numerator_value,
        indicator_values.denominator_value
    from members
    inner join indicator_values
        on members.city_id = indicator_values.city_id
    union all
    select
        members.membership_scheme_id,
        members.cluster_id,
        members.city_id,
        indicators.indicator_id,
        krugman_specialisation.source_id as numerator_source_id,
        null as denominator_source_id,
        'reported' as status,
        krugman_specialisation.year,
        krugman_specialisation.value * indicators.multiplier as value,
        krugman_specialisation.value as numerator_value,
        null as denominator_value
    from members
    inner join krugman_specialisation
        on members.membership_scheme_id = krugman_specialisation.membership_scheme_id
        and members.city_id = krugman_specialisation.city_id
    inner join indicators
        on krugman_specialisation.variable_id = indicators.numerator_variable_id
),

missing as (
    select
        members.membership_scheme_id,
        members.city_id,
        indicators.indicator_id,
        panel_years.year
    from members
    inner join scheme_years
        on members.membership_scheme_id = scheme_years.membership_scheme_id
    inner join panel_years
        on scheme_years.year = panel_years.year
    cross join indicators
    left join reported
        on members.membership_scheme_id = reported.membership_scheme_id
        and members.city_id = reported.city_id
        and indicators.indicator_id = reported.indicator_id
        and panel_years.year = reported.year
    where
        indicators.gap_rule = 'nearest_year'
        and reported.city_id is null
),

candidates as (
    select
        reported.*,
        missing.year as missing_year,
        {{ nearest_year_pick(
            [
                'missing.membership_scheme_id',
                'missing.city_id',
                'missing.indicator_id',
                'missing.year',
            ],
            'missing.year',
            'reported.year'
        ) }} as nearness_rank
    from missing
    inner join reported
        on missing.membership_scheme_id = reported.membership_scheme_id
        and missing.city_id = reported.city_id
        and missing.indicator_id = reported.indicator_id
        and reported.year >= missing.year - {{ var('max_year_gap') }}
        and reported.year <= missing.year + {{ var('max_year_gap') }}
),

own as (
    select reported.*
    from reported
    inner join scheme_years
        on reported.membership_scheme_id = scheme_years.membership_scheme_id
        and reported.year = scheme_years.year
),

final as (
    select
        membership_scheme_id,
        cluster_id,
        city_id,
        indicator_id,
        numerator_source_id,
        denominator_source_id,
        status,
        year,
        year as from_year,
        value,
        numerator_value,
        denominator_value
    from own
    union all
    select
        membership_scheme_id,
        cluster_id,
        city_id,
        indicator_id,
        numerator_source_id,
        denominator_source_id,
        'carried' as status,
        missing_year as year,
        year as from_year,
        value,
        numerator_value,
        denominator_value
    from candidates
    where nearness_rank = 1
)

select * from final
