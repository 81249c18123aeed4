-- What each parameter of the address can be, first what it is by default: in any
-- reading, where $scheme is null, or in the chosen one.
with cities as (
    select
        dim_city.city_id,
        dim_cluster.sort_order as place
    from marts.dim_city
    left join marts.dim_cluster_member as member
        on dim_city.city_id = member.city_id
        and member.membership_scheme_id = $scheme
    left join marts.dim_cluster using (cluster_id)
    where $scheme is null or member.city_id is not null
),

years as (
    -- Two years that are compared are the first and the last.
    select
        year as value,
        if(year = max(year) over (), min(year) over (), year) as place
    from shared.all_years
    where $scheme is null or year in (select year from shared.reading_years)
),

known (parameter, value, place) as (
    select
        'reading',
        scenario_id,
        if(scenario_kind = 'named', 1, 2)
    from marts.dim_scenario
    where scenario_kind in ('named', 'reading')
    union all
    select
        'indicator',
        indicator_id,
        sort_order
    from shared.indicators
    union all
    select
        unnest(['cluster', 'clusters']),
        cluster_id,
        sort_order
    from shared.clusters
    union all
    select
        unnest(['city', 'cities']),
        city_id,
        place
    from cities
    union all
    select
        'year',
        cast(year as varchar),
        year
    from shared.all_years
    union all
    select
        'years',
        cast(value as varchar),
        place
    from years
    union all
    select
        'weights',
        dimension_id,
        sort_order
    from marts.dim_dimension
    union all
    select
        'mart',
        mart,
        0
    from download.marts
    union all
    select
        'claim',
        claim_id,
        claim_number
    from marts.fct_claim
    inner join marts.dim_claim using (claim_id)
    where scenario_id = 'paper'
)

select
    parameter,
    list(
        value
        order by
            value not in ('paper', 'gdp_per_capita', 'rpt_integration_index'),
            place, value
    ) as values
from known
group by parameter
