with years as (
    select * from {{ ref('fct_trend_year') }}
    where year_use = 'used'
),

trends as (
    select * from {{ ref('fct_sigma_convergence') }}
    where null_reason is null
),

deviations as (
    select
        years.membership_scheme_id,
        years.cluster_id,
        years.indicator_id,
        years.segment,
        years.used_year as year,
        trends.log_cv_slope,
        years.ln_cv - avg(years.ln_cv) over (
            partition by
                years.membership_scheme_id,
                years.cluster_id,
                years.indicator_id,
                years.segment
        ) as ln_cv_deviation,
        years.used_year - avg(years.used_year) over (
            partition by
                years.membership_scheme_id,
                years.cluster_id,
                years.indicator_id,
                years.segment
        ) as year_deviation
    from years
    inner join trends
        on years.membership_scheme_id = trends.membership_scheme_id
        and years.cluster_id = trends.cluster_id
        and years.indicator_id = trends.indicator_id
),

residuals as (
    select
        membership_scheme_id,
        cluster_id,
        indicator_id,
        segment,
        year,
        ln_cv_deviation - log_cv_slope * year_deviation as residual
    from deviations
),

-- What is left of a year, beside what is left of the year year_before.
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
        and one.year - 1 = year_before.year
    group by one.membership_scheme_id, one.cluster_id, one.indicator_id
),

-- Years that resemble their neighbours count as fewer; unlike ones as no more.
counted as (
    select
        trends.membership_scheme_id,
        trends.cluster_id,
        trends.indicator_id,
        trends.log_cv_slope,
        trends.slope_standard_error,
        trends.n_years,
        trends.n_breaks + 2 as n_parameters,
        correlated.residual_autocorrelation,
        trends.n_years
        * (1 - greatest(correlated.residual_autocorrelation, 0))
        / (1 + greatest(correlated.residual_autocorrelation, 0)) as n_effective_years
    from trends
    inner join correlated
        on trends.membership_scheme_id = correlated.membership_scheme_id
        and trends.cluster_id = correlated.cluster_id
        and trends.indicator_id = correlated.indicator_id
),

widened as (
    select
        *,
        cast(
            greatest(floor(n_effective_years - n_parameters), 1) as integer
        ) as freedom,
        slope_standard_error * sqrt(
            (n_years - n_parameters) / greatest(n_effective_years - n_parameters, 1)
        ) as adjusted_standard_error
    from counted
),

tested as (
    select
        *,
        {{ student_t_p_value(
            'log_cv_slope / nullif(adjusted_standard_error, 0)', 'freedom'
        ) }} as p_value
    from widened
),

ranked as (
    select
        *,
        row_number() over (
            partition by membership_scheme_id
            order by p_value, indicator_id, cluster_id
        ) as p_value_rank,
        count(p_value) over (partition by membership_scheme_id) as n_tested
    from tested
    where p_value is not null
),

-- Benjamini and Hochberg: of the trends up to a value, at most that share is chance.
corrected as (
    select
        *,
        min(p_value * n_tested / p_value_rank) over (
            partition by membership_scheme_id
            order by p_value_rank desc
            rows between unbounded preceding and current row
        ) as p_value_of_all
    from ranked
),

final as (
    select
        membership_scheme_id,
        cluster_id,
        indicator_id,
        case
            when p_value_of_all > 0.05 then 'no_clear_trend'
            when log_cv_slope < 0 then 'converging'
            else 'diverging'
        end as adjusted_trend,
        freedom,
        n_tested,
        residual_autocorrelation,
        n_effective_years,
        adjusted_standard_error,
        p_value,
        p_value_of_all
    from corrected
)

select * from final
