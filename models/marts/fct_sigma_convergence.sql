with dispersions as (
    select * from {{ ref('fct_cluster_dispersion') }}
),

-- A carried value is the figure of another year: where half of the cities or more have
-- one, the CV repeats that year.
judged as (
    select
        membership_scheme_id,
        cluster_id,
        indicator_id,
        year,
        n_cities,
        n_interpolated,
        cv_population,
        case
            when null_reason is not null then 'no_statistic'
            when 2 * n_carried >= n_cities then 'carried'
            when cv_population = 0 then 'zero_cv'
            else 'used'
        end as year_use
    from dispersions
),

dated as (
    select
        *,
        case when year_use = 'used' then year end as used_year,
        case when year_use = 'used' then n_cities end as used_n_cities,
        ln(case when year_use = 'used' then cv_population end) as ln_cv,
        min(case when year_use = 'used' then year end) over (
            partition by membership_scheme_id, cluster_id, indicator_id
        ) as first_year,
        max(case when year_use = 'used' then year end) over (
            partition by membership_scheme_id, cluster_id, indicator_id
        ) as last_year
    from judged
),

fitted as (
    select
        membership_scheme_id,
        cluster_id,
        indicator_id,
        first_year,
        last_year,
        count(used_year) as n_years,
        count(case when year_use = 'carried' then 1 end) as n_years_carried,
        count(case when year_use = 'zero_cv' then 1 end) as n_years_zero_cv,
        count(
            case when 2 * n_interpolated >= n_cities then used_year end
        ) as n_years_interpolated,
        min(used_n_cities) as min_n_cities,
        max(used_n_cities) as max_n_cities,
        max(case when year = first_year then cv_population end) as first_cv,
        max(case when year = last_year then cv_population end) as last_cv,
        regr_slope(ln_cv, used_year) as log_cv_slope,
        {{ slope_standard_error('ln_cv', 'used_year') }} as slope_standard_error,
        power(regr_sxy(ln_cv, used_year), 2)
        / nullif(
            regr_sxx(ln_cv, used_year) * regr_syy(ln_cv, used_year), 0
        ) as r_squared
    from dated
    group by
        membership_scheme_id,
        cluster_id,
        indicator_id,
        first_year,
        last_year
),

final as (
    select
        membership_scheme_id,
        cluster_id,
        indicator_id,
        case
            when n_years < {{ var('min_trend_years') }} then null
            when
                abs(log_cv_slope) <= {{ var('min_trend_t') }} * slope_standard_error
                then 'no_clear_trend'
            when log_cv_slope < 0 then 'converging'
            else 'diverging'
        end as trend,
        case
            when n_years = 0 then 'no_year'
            when n_years < {{ var('min_trend_years') }} then 'too_few_years'
        end as null_reason,
        first_year,
        last_year,
        n_years,
        n_years_carried,
        n_years_zero_cv,
        n_years_interpolated,
        min_n_cities,
        max_n_cities,
        first_cv,
        last_cv,
        case when n_years >= {{ var('min_trend_years') }} then log_cv_slope end
            as log_cv_slope,
        case when n_years >= {{ var('min_trend_years') }} then slope_standard_error end
            as slope_standard_error,
        case
            when n_years >= {{ var('min_trend_years') }}
                then log_cv_slope / nullif(slope_standard_error, 0)
        end as slope_t,
        case when n_years >= {{ var('min_trend_years') }} then r_squared end
            as r_squared
    from fitted
)

select * from final
