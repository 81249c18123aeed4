with years as (
    select
        *,
        min(used_year) over (
            partition by membership_scheme_id, cluster_id, indicator_id
        ) as first_year,
        max(used_year) over (
            partition by membership_scheme_id, cluster_id, indicator_id
        ) as last_year
    from {{ ref('fct_trend_year') }}
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
        regr_sxx(ln_cv_deviation, year_deviation) as squared_years,
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
    from years
    group by membership_scheme_id, cluster_id, indicator_id, first_year, last_year
),

residuals as (
    select
        years.membership_scheme_id,
        years.cluster_id,
        years.indicator_id,
        years.segment,
        years.used_year,
        years.year_deviation,
        count(*) over (
            partition by
                years.membership_scheme_id,
                years.cluster_id,
                years.indicator_id,
                years.segment
        ) as n_in_segment,
        years.ln_cv_deviation - fitted.log_cv_slope * years.year_deviation as residual
    from years
    inner join fitted
        on years.membership_scheme_id = fitted.membership_scheme_id
        and years.cluster_id = fitted.cluster_id
        and years.indicator_id = fitted.indicator_id
    where years.year_use = 'used'
),

-- What is left of a year, beside what is left of the year before.
correlated as (
    select
        one.membership_scheme_id,
        one.cluster_id,
        one.indicator_id,
        coalesce(sum(one.residual * year_before.residual), 0)
        / nullif(sum(one.residual * one.residual), 0) as residual_autocorrelation
    from residuals as one
    left join residuals as year_before
        on one.membership_scheme_id = year_before.membership_scheme_id
        and one.cluster_id = year_before.cluster_id
        and one.indicator_id = year_before.indicator_id
        and one.segment = year_before.segment
        and one.used_year - 1 = year_before.used_year
    group by one.membership_scheme_id, one.cluster_id, one.indicator_id
),

-- What a line with p parameters leaves of n years is less correlated than the years, by
-- (p + (p + 2) r) / n. Beyond 0.9 a trend cannot be told from them.
unbiased as (
    select
        fitted.*,
        correlated.residual_autocorrelation,
        greatest(
            least(
                (
                    fitted.n_years * correlated.residual_autocorrelation
                    + fitted.n_segments + 1
                ) / nullif(fitted.n_years - fitted.n_segments - 3.0, 0),
                0.9
            ),
            0
        ) as autocorrelation
    from fitted
    left join correlated
        on fitted.membership_scheme_id = correlated.membership_scheme_id
        and fitted.cluster_id = correlated.cluster_id
        and fitted.indicator_id = correlated.indicator_id
),

-- The variance of the slope, and of what the line leaves, where years are correlated by
-- r to the power of their distance: factors of those of independent years.
spread as (
    select
        one.membership_scheme_id,
        one.cluster_id,
        one.indicator_id,
        sum(
            power(unbiased.autocorrelation, abs(one.used_year - other.used_year))
            * one.year_deviation * other.year_deviation
        ) / nullif(max(unbiased.squared_years), 0) as slope_factor,
        sum(
            power(unbiased.autocorrelation, abs(one.used_year - other.used_year))
            / one.n_in_segment
        ) as level_factor
    from residuals as one
    inner join residuals as other
        on one.membership_scheme_id = other.membership_scheme_id
        and one.cluster_id = other.cluster_id
        and one.indicator_id = other.indicator_id
        and one.segment = other.segment
    inner join unbiased
        on one.membership_scheme_id = unbiased.membership_scheme_id
        and one.cluster_id = unbiased.cluster_id
        and one.indicator_id = unbiased.indicator_id
    group by one.membership_scheme_id, one.cluster_id, one.indicator_id
),

final as (
    select
        unbiased.*,
        unbiased.slope_standard_error * sqrt(
            spread.slope_factor * (unbiased.n_years - unbiased.n_segments - 1)
            / nullif(unbiased.n_years - spread.slope_factor - spread.level_factor, 0)
        ) as adjusted_standard_error
    from unbiased
    left join spread
        on unbiased.membership_scheme_id = spread.membership_scheme_id
        and unbiased.cluster_id = spread.cluster_id
        and unbiased.indicator_id = spread.indicator_id
)

select * from final
