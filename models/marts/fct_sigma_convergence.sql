with fits as (
    select * from {{ ref('fct_trend_fit') }}
),

cluster_members as (
    select * from {{ ref('cluster_members') }}
),

area_changes as (
    select distinct
        city_id,
        year
    from {{ ref('area_changes') }}
),

changed as (
    select
        fits.membership_scheme_id,
        fits.cluster_id,
        fits.indicator_id,
        count(*) as n_area_changes
    from fits
    inner join cluster_members
        on fits.membership_scheme_id = cluster_members.membership_scheme_id
        and fits.cluster_id = cluster_members.cluster_id
    inner join area_changes
        on cluster_members.city_id = area_changes.city_id
        and fits.first_year < area_changes.year
        and fits.last_year >= area_changes.year
    group by fits.membership_scheme_id, fits.cluster_id, fits.indicator_id
),

-- Each segment beyond the first costs a year: its level is estimated too.
reasoned as (
    select
        fits.*,
        coalesce(changed.n_area_changes, 0) as n_area_changes,
        case when fits.n_segments > 0 then fits.n_segments - 1 else 0 end as n_breaks,
        case
            when fits.n_years = 0 then 'no_year'
            -- What is left needs 3 degrees of freedom, whatever min_trend_years is.
            when fits.n_years - (fits.n_segments - 1) < {{ var('min_trend_years') }}
                or fits.n_years - fits.n_segments - 1 < 3
                then 'too_few_years'
        end as null_reason
    from fits
    left join changed
        on fits.membership_scheme_id = changed.membership_scheme_id
        and fits.cluster_id = changed.cluster_id
        and fits.indicator_id = changed.indicator_id
),

-- The autocorrelation is estimated too: half of the degrees of freedom count.
freed as (
    select
        *,
        case
            when null_reason is null
                then cast(floor((n_years - n_segments - 1) / 2.0) as integer)
        end as freedom
    from reasoned
),

-- A line that leaves nothing is no chance.
tested as (
    select
        *,
        case
            when freedom is not null
                then coalesce(
                        {{ student_t_p_value(
                            'log_cv_slope / nullif(adjusted_standard_error, 0)',
                            'freedom'
                        ) }},
                        case when log_cv_slope = 0 then 1 else 0 end
                    )
        end as p_value
    from freed
),

ranked as (
    select
        *,
        row_number() over (
            partition by membership_scheme_id
            order by coalesce(p_value, 2), indicator_id, cluster_id
        ) as p_value_rank,
        count(p_value) over (partition by membership_scheme_id) as n_tested
    from tested
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
            when null_reason is not null then null
            when p_value_of_all > 0.05 then 'no_clear_trend'
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
        freedom,
        first_cv,
        last_cv,
        case when null_reason is null then log_cv_slope end as log_cv_slope,
        case when null_reason is null then exp(log_cv_slope) - 1 end
            as cv_change_per_year,
        case when null_reason is null then slope_standard_error end
            as slope_standard_error,
        case when null_reason is null then r_squared end as r_squared,
        case when null_reason is null then residual_autocorrelation end
            as residual_autocorrelation,
        case when null_reason is null then autocorrelation end as autocorrelation,
        case when null_reason is null then adjusted_standard_error end
            as adjusted_standard_error,
        p_value,
        case when null_reason is null then p_value_of_all end as p_value_of_all
    from corrected
)

select * from final
