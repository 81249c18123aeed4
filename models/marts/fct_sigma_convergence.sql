with years as (
    select * from {{ ref('fct_trend_year') }}
),

cluster_members as (
    select * from {{ ref('dim_cluster_member') }}
),

area_changes as (
    select distinct
        city_id,
        year
    from {{ ref('dim_area_change') }}
),

-- Deviations from the means of the segment: a shift between two segments is no trend.
deviations as (
    select
        *,
        used_year - avg(used_year) over (
            partition by membership_scheme_id, cluster_id, indicator_id, segment
        ) as year_deviation,
        ln_cv - avg(ln_cv) over (
            partition by membership_scheme_id, cluster_id, indicator_id, segment
        ) as ln_cv_deviation,
        min(used_year) over (
            partition by membership_scheme_id, cluster_id, indicator_id
        ) as first_year,
        max(used_year) over (
            partition by membership_scheme_id, cluster_id, indicator_id
        ) as last_year
    from years
),

fitted as (
    select
        membership_scheme_id,
        cluster_id,
        indicator_id,
        first_year,
        last_year,
        count(used_year) as n_years,
        count(distinct case when year_use = 'used' then segment end) as n_segments,
        count(case when year_use = 'carried' then 1 end) as n_years_carried,
        count(case when year_use = 'zero_cv' then 1 end) as n_years_zero_cv,
        count(case when year_use = 'incomparable' then 1 end) as n_years_incomparable,
        count(
            case when 2 * n_interpolated >= n_cities then used_year end
        ) as n_years_interpolated,
        min(case when year_use = 'used' then n_cities end) as min_n_cities,
        max(case when year_use = 'used' then n_cities end) as max_n_cities,
        max(case when year = first_year then cv_population end) as first_cv,
        max(case when year = last_year then cv_population end) as last_cv,
        regr_slope(ln_cv_deviation, year_deviation) as log_cv_slope,
        {{ slope_standard_error(
            'ln_cv_deviation',
            'year_deviation',
            "count(distinct case when year_use = 'used' then segment end)"
        ) }} as slope_standard_error,
        power(regr_sxy(ln_cv_deviation, year_deviation), 2)
        / nullif(
            regr_sxx(ln_cv_deviation, year_deviation)
            * regr_syy(ln_cv_deviation, year_deviation),
            0
        ) as r_squared
    from deviations
    group by
        membership_scheme_id,
        cluster_id,
        indicator_id,
        first_year,
        last_year
),

changed as (
    select
        fitted.membership_scheme_id,
        fitted.cluster_id,
        fitted.indicator_id,
        count(*) as n_area_changes
    from fitted
    inner join cluster_members
        on fitted.membership_scheme_id = cluster_members.membership_scheme_id
        and fitted.cluster_id = cluster_members.cluster_id
    inner join area_changes
        on cluster_members.city_id = area_changes.city_id
        and fitted.first_year < area_changes.year
        and fitted.last_year >= area_changes.year
    group by fitted.membership_scheme_id, fitted.cluster_id, fitted.indicator_id
),

-- Each segment beyond the first costs a year: its level is estimated too.
reasoned as (
    select
        fitted.*,
        coalesce(changed.n_area_changes, 0) as n_area_changes,
        case when fitted.n_segments > 0 then fitted.n_segments - 1 else 0 end
            as n_breaks,
        case
            when fitted.n_years = 0 then 'no_year'
            -- A quantile of t needs 3 degrees of freedom, whatever min_trend_years is.
            when fitted.n_years - (fitted.n_segments - 1) < {{ var('min_trend_years') }}
                or fitted.n_years - fitted.n_segments - 1 < 3
                then 'too_few_years'
        end as null_reason
    from fitted
    left join changed
        on fitted.membership_scheme_id = changed.membership_scheme_id
        and fitted.cluster_id = changed.cluster_id
        and fitted.indicator_id = changed.indicator_id
),

final as (
    select
        membership_scheme_id,
        cluster_id,
        indicator_id,
        case
            when null_reason is not null then null
            when
                abs(log_cv_slope) <= slope_standard_error
                * {{ student_t_quantile('n_years - n_segments - 1') }}
                then 'no_clear_trend'
            when log_cv_slope < 0 then 'converging'
            else 'diverging'
        end as trend,
        null_reason,
        first_year,
        last_year,
        n_years,
        n_years_carried,
        n_years_zero_cv,
        n_years_incomparable,
        n_breaks,
        n_area_changes,
        n_years_interpolated,
        min_n_cities,
        max_n_cities,
        first_cv,
        last_cv,
        case when null_reason is null then log_cv_slope end as log_cv_slope,
        case when null_reason is null then exp(log_cv_slope) - 1 end
            as cv_change_per_year,
        case when null_reason is null then slope_standard_error end
            as slope_standard_error,
        case
            when null_reason is null
                then log_cv_slope / nullif(slope_standard_error, 0)
        end as slope_t,
        case when null_reason is null then r_squared end as r_squared
    from reasoned
)

select * from final
