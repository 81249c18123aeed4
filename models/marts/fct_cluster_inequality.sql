with dispersions as (
    select * from {{ ref('fct_cluster_dispersion') }}
),

city_indicators as (
    select * from {{ ref('fct_city_indicator') }}
),

populations as (
    select * from {{ ref('fct_observation') }}
    where variable_id = 'resident_population'
),

-- The cities of the CV, so that all measures stand on the same figures.
ranked as (
    select
        dispersions.membership_scheme_id,
        dispersions.cluster_id,
        dispersions.indicator_id,
        dispersions.year,
        city_indicators.value,
        populations.value as resident_population,
        count(city_indicators.value) over (
            partition by
                dispersions.membership_scheme_id,
                dispersions.cluster_id,
                dispersions.indicator_id,
                dispersions.year
            order by city_indicators.value, city_indicators.city_id
            rows between unbounded preceding and current row
        ) as value_rank,
        sum(populations.value * city_indicators.value) over (
            partition by
                dispersions.membership_scheme_id,
                dispersions.cluster_id,
                dispersions.indicator_id,
                dispersions.year
        ) as weighted_sum,
        sum(populations.value) over (
            partition by
                dispersions.membership_scheme_id,
                dispersions.cluster_id,
                dispersions.indicator_id,
                dispersions.year
        ) as population_sum
    from dispersions
    inner join city_indicators
        on dispersions.membership_scheme_id = city_indicators.membership_scheme_id
        and dispersions.cluster_id = city_indicators.cluster_id
        and dispersions.indicator_id = city_indicators.indicator_id
        and dispersions.year = city_indicators.year
    left join populations
        on city_indicators.city_id = populations.city_id
        and city_indicators.year = populations.year
    where dispersions.null_reason is null
),

weighted as (
    select
        *,
        weighted_sum / nullif(population_sum, 0) as weighted_mean_value
    from ranked
),

measured as (
    select
        membership_scheme_id,
        cluster_id,
        indicator_id,
        year,
        count(*) - count(resident_population) as n_without_population,
        min(value) as min_value,
        max(weighted_mean_value) as weighted_mean_value,
        {{ gini_coefficient('value', 'value_rank') }} as gini_coefficient,
        {{ theil_index('value') }} as theil_index,
        {{ weighted_coefficient_of_variation(
            'value', 'resident_population', 'weighted_mean_value'
        ) }} as weighted_cv
    from weighted
    group by membership_scheme_id, cluster_id, indicator_id, year
),

final as (
    select
        measured.membership_scheme_id,
        measured.cluster_id,
        measured.indicator_id,
        measured.year,
        case when measured.min_value < 0 then 'negative_value' end
            as inequality_null_reason,
        case
            when measured.n_without_population > 0 then 'no_population'
            when measured.weighted_cv is null and measured.weighted_mean_value = 0
                then 'zero_mean'
            when measured.weighted_cv is null then 'mixed_signs'
        end as weighted_null_reason,
        dispersions.n_members,
        dispersions.n_cities,
        dispersions.n_carried,
        measured.n_without_population,
        dispersions.mean_value,
        case
            when measured.n_without_population = 0 then measured.weighted_mean_value
        end as weighted_mean_value,
        dispersions.cv_population,
        measured.gini_coefficient,
        measured.theil_index,
        measured.weighted_cv
    from measured
    inner join dispersions
        on measured.membership_scheme_id = dispersions.membership_scheme_id
        and measured.cluster_id = dispersions.cluster_id
        and measured.indicator_id = dispersions.indicator_id
        and measured.year = dispersions.year
)

select * from final
