with inequalities as (
    select * from {{ ref('fct_cluster_inequality') }}
),

cluster_sizes as (
    select * from {{ ref('dim_cluster_size') }}
),

city_indicators as (
    select * from {{ ref('fct_city_indicator') }}
),

regroupings as (
    select
        regroupings.*,
        scenarios.membership_scheme_id
    from {{ ref('fct_theil_regrouping') }} as regroupings
    inner join {{ ref('dim_scenario') }} as scenarios
        on scenarios.scenario_id = 'paper'
),

scheme_sizes as (
    select
        membership_scheme_id,
        count(*) as n_clusters
    from cluster_sizes
    group by membership_scheme_id
),

-- Only years in which every agglomeration has an index: with one of them missing, the
-- parts of two years would not be parts of the same whole.
complete as (
    select
        inequalities.membership_scheme_id,
        inequalities.indicator_id,
        inequalities.year,
        scheme_sizes.n_clusters,
        sum(inequalities.n_cities) as n_cities,
        sum(inequalities.n_carried) as n_carried,
        sum(inequalities.n_cities * inequalities.mean_value) as value_sum
    from inequalities
    inner join scheme_sizes
        on inequalities.membership_scheme_id = scheme_sizes.membership_scheme_id
    where inequalities.theil_index is not null
    group by
        inequalities.membership_scheme_id,
        inequalities.indicator_id,
        inequalities.year,
        scheme_sizes.n_clusters
    having count(*) = scheme_sizes.n_clusters
),

-- An agglomeration enters with its share of the sum over all cities.
parts as (
    select
        complete.membership_scheme_id,
        complete.indicator_id,
        complete.year,
        inequalities.theil_index,
        inequalities.n_cities * inequalities.mean_value
        / nullif(complete.value_sum, 0) as value_share,
        inequalities.mean_value
        / nullif(complete.value_sum / nullif(complete.n_cities, 0), 0)
            as relative_mean
    from complete
    inner join inequalities
        on complete.membership_scheme_id = inequalities.membership_scheme_id
        and complete.indicator_id = inequalities.indicator_id
        and complete.year = inequalities.year
),

-- A share of 0 adds nothing (0 ln 0 is 0); no share at all means that all values are 0.
summed as (
    select
        membership_scheme_id,
        indicator_id,
        year,
        coalesce(sum(value_share * theil_index), 0) as theil_within,
        coalesce(
            sum(value_share * ln(case when relative_mean > 0 then relative_mean end)),
            0
        ) as theil_between
    from parts
    group by membership_scheme_id, indicator_id, year
),

-- Over all cities at once, not as the sum of the parts.
totals as (
    select
        city_indicators.membership_scheme_id,
        city_indicators.indicator_id,
        city_indicators.year,
        {{ theil_index('city_indicators.value') }} as theil_total
    from city_indicators
    inner join complete
        on city_indicators.membership_scheme_id = complete.membership_scheme_id
        and city_indicators.indicator_id = complete.indicator_id
        and city_indicators.year = complete.year
    group by
        city_indicators.membership_scheme_id,
        city_indicators.indicator_id,
        city_indicators.year
),

-- The true groups are one of the ways to deal the agglomerations to the cities.
compared as (
    select
        summed.membership_scheme_id,
        summed.indicator_id,
        summed.year,
        avg(regroupings.theil_between) as theil_between_by_chance,
        cast(
            1 + count(
                case
                    when
                        {{ noise_free('regroupings.theil_between') }}
                        >= {{ noise_free('summed.theil_between') }}
                        then 1
                end
            ) as {{ dbt.type_float() }}
        ) / (1 + count(*)) as p_value
    from summed
    inner join regroupings
        on summed.membership_scheme_id = regroupings.membership_scheme_id
        and summed.indicator_id = regroupings.indicator_id
        and summed.year = regroupings.year
    group by summed.membership_scheme_id, summed.indicator_id, summed.year
),

final as (
    select
        complete.membership_scheme_id,
        complete.indicator_id,
        complete.year,
        complete.n_clusters,
        cast(complete.n_cities as bigint) as n_cities,
        cast(complete.n_carried as bigint) as n_carried,
        totals.theil_total,
        summed.theil_within,
        summed.theil_between,
        summed.theil_within / nullif(totals.theil_total, 0) as within_share,
        1 - compared.theil_between_by_chance / nullif(totals.theil_total, 0)
            as within_share_by_chance,
        case when totals.theil_total > 0 then compared.p_value end as p_value
    from complete
    inner join summed
        on complete.membership_scheme_id = summed.membership_scheme_id
        and complete.indicator_id = summed.indicator_id
        and complete.year = summed.year
    inner join totals
        on complete.membership_scheme_id = totals.membership_scheme_id
        and complete.indicator_id = totals.indicator_id
        and complete.year = totals.year
    left join compared
        on complete.membership_scheme_id = compared.membership_scheme_id
        and complete.indicator_id = compared.indicator_id
        and complete.year = compared.year
)

select * from final
