with members as (
    select * from {{ ref('int_cluster_member') }}
),

scenarios as (
    select * from {{ ref('ref_scenario') }}
),

panel_years as (
    select * from {{ ref('panel_years') }}
),

value_years as (
    select distinct year from {{ ref('int_published_combination') }}
),

schemes as (
    select distinct
        membership_scheme_id,
        is_named
    from members
),

years as (
    select year from panel_years
    union
    select year from value_years
),

reading_years as (
    select panel_years.year
    from scenarios
    inner join panel_years
        on scenarios.panel_id = panel_years.panel_id
    where scenarios.scenario_id = 'paper'
),

final as (
    select
        schemes.membership_scheme_id,
        schemes.is_named,
        years.year,
        case
            when schemes.is_named then false
            else min(abs(years.year - reading_years.year)) > 0
        end as is_neighbour
    from schemes
    cross join years
    left join reading_years
        on abs(years.year - reading_years.year) <= {{ var('max_year_gap') }}
    where
        schemes.is_named
        or reading_years.year is not null
    group by schemes.membership_scheme_id, schemes.is_named, years.year
)

select * from final
