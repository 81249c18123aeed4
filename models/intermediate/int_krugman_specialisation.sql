with observations as (
    select * from {{ ref('int_observation') }}
),

members as (
    select * from {{ ref('int_cluster_member') }}
),

scheme_years as (
    select * from {{ ref('int_scheme_year') }}
),

panel_years as (
    select distinct year from {{ ref('panel_years') }}
),

indicators as (
    select * from {{ ref('dim_indicator') }}
    where numerator_variable_id = 'krugman_specialisation'
),

sections as (
    select variable_id from {{ ref('int_published_combination') }}
    intersect
    select variable_id from {{ ref('variables') }}
    where role = 'industry_section'
),

section_values as (
    select observations.*
    from observations
    inner join sections
        on observations.variable_id = sections.variable_id
),

city_totals as (
    select
        city_id,
        year,
        max(source_id) as source_id,
        sum(value) as city_total
    from section_values
    group by city_id, year
    having count(*) >= {{ var('min_industry_sections') }}
),

years as (
    select
        scheme_years.year,
        max(case when panel_years.year is not null then 1 else 0 end) = 1
            as is_carried_to
    from scheme_years
    cross join indicators
    left join panel_years
        on scheme_years.year = panel_years.year
        and indicators.gap_rule = 'nearest_year'
    group by scheme_years.year
),

-- A city whose index is carried is carried in the pool of the others too.
offered as (
    select
        city_totals.city_id,
        years.year,
        city_totals.year as from_year,
        city_totals.city_total,
        {{ nearest_year_pick(
            ['city_totals.city_id', 'years.year'], 'years.year', 'city_totals.year'
        ) }} as nearness_rank
    from city_totals
    inner join years
        on abs(city_totals.year - years.year) <= {{ var('max_year_gap') }}
        and (city_totals.year = years.year or years.is_carried_to)
),

-- A section without a value has no employment. An agglomeration with the same cities in
-- several schemes is computed in one of them.
city_sections as (
    select
        members.membership_scheme_id,
        members.cluster_id,
        offered.city_id,
        sections.variable_id,
        offered.year,
        offered.from_year,
        offered.city_total,
        coalesce(section_values.value, 0) as employment
    from offered
    inner join members
        on offered.city_id = members.city_id
        and members.membership_scheme_id = members.same_as_in_scheme_id
    inner join scheme_years
        on members.membership_scheme_id = scheme_years.membership_scheme_id
        and offered.year = scheme_years.year
    cross join sections
    left join section_values
        on offered.city_id = section_values.city_id
        and offered.from_year = section_values.year
        and sections.variable_id = section_values.variable_id
    where offered.nearness_rank = 1
),

pool_sections as (
    select
        membership_scheme_id,
        cluster_id,
        variable_id,
        year,
        sum(employment) as pool_employment,
        sum(city_total) as pool_total
    from city_sections
    group by membership_scheme_id, cluster_id, variable_id, year
),

indexes as (
    select
        city_sections.membership_scheme_id,
        city_sections.city_id,
        max(city_totals.source_id) as source_id,
        city_sections.year,
        {{ krugman_specialisation(
            'city_sections.employment', 'city_sections.city_total',
            'pool_sections.pool_employment', 'pool_sections.pool_total'
        ) }} as value
    from city_sections
    inner join pool_sections
        on city_sections.membership_scheme_id = pool_sections.membership_scheme_id
        and city_sections.cluster_id = pool_sections.cluster_id
        and city_sections.variable_id = pool_sections.variable_id
        and city_sections.year = pool_sections.year
    inner join city_totals
        on city_sections.city_id = city_totals.city_id
        and city_sections.year = city_totals.year
    group by
        city_sections.membership_scheme_id,
        city_sections.city_id,
        city_sections.year
),

final as (
    select
        members.membership_scheme_id,
        members.city_id,
        'krugman_specialisation' as variable_id,
        indexes.source_id,
        indexes.year,
        indexes.value
    from indexes
    inner join members
        on indexes.membership_scheme_id = members.same_as_in_scheme_id
        and indexes.city_id = members.city_id
    inner join scheme_years
        on members.membership_scheme_id = scheme_years.membership_scheme_id
        and indexes.year = scheme_years.year
    where indexes.value is not null
)

select * from final
