with observations as (
    select * from {{ ref('int_observation') }}
),

variables as (
    select * from {{ ref('stg_variables') }}
),

published_variables as (
    select * from {{ ref('int_published_variable') }}
),

members as (
    select * from {{ ref('int_cluster_member') }}
),

scheme_years as (
    select * from {{ ref('int_scheme_year') }}
),

sections as (
    select variables.variable_id
    from variables
    inner join published_variables
        on variables.variable_id = published_variables.variable_id
    where variables.role = 'industry_section'
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

-- A section without a value has no employment.
city_sections as (
    select
        members.membership_scheme_id,
        members.cluster_id,
        city_totals.city_id,
        sections.variable_id,
        city_totals.source_id,
        city_totals.year,
        city_totals.city_total,
        coalesce(section_values.value, 0) as employment
    from city_totals
    inner join members
        on city_totals.city_id = members.city_id
    inner join scheme_years
        on members.membership_scheme_id = scheme_years.membership_scheme_id
        and city_totals.year = scheme_years.year
    cross join sections
    left join section_values
        on city_totals.city_id = section_values.city_id
        and city_totals.year = section_values.year
        and sections.variable_id = section_values.variable_id
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
        city_sections.source_id,
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
    group by
        city_sections.membership_scheme_id,
        city_sections.city_id,
        city_sections.source_id,
        city_sections.year
),

final as (
    select
        membership_scheme_id,
        city_id,
        'krugman_specialisation' as variable_id,
        source_id,
        year,
        value
    from indexes
    where value is not null
)

select * from final
