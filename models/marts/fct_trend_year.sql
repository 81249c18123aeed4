with dispersions as (
    select * from {{ ref('fct_cluster_dispersion') }}
),

city_indicators as (
    select * from {{ ref('fct_city_indicator') }}
),

series_breaks as (
    select * from {{ ref('series_breaks') }}
),

-- A carried value is the figure of another year: it would count that year twice.
own_figures as (
    select
        membership_scheme_id,
        cluster_id,
        indicator_id,
        year,
        count(*) as n_cities,
        count(case when status = 'interpolated' then 1 end) as n_interpolated,
        {{ coefficient_of_variation('value', sd='population') }} as cv_population
    from city_indicators
    where status <> 'carried'
    group by membership_scheme_id, cluster_id, indicator_id, year
),

-- A segment is the years between two changes of basis.
segments as (
    select
        dispersions.indicator_id,
        dispersions.year,
        count(
            distinct case
                when series_breaks.break_type = 'new_basis' then series_breaks.year
            end
        ) as segment,
        count(
            case
                when
                    series_breaks.break_type = 'not_comparable'
                    and series_breaks.year = dispersions.year
                    then 1
            end
        ) as n_incomparable
    from dispersions
    left join series_breaks
        on dispersions.indicator_id = series_breaks.indicator_id
        and dispersions.year >= series_breaks.year
    group by dispersions.indicator_id, dispersions.year
),

cells as (
    select
        dispersions.membership_scheme_id,
        dispersions.cluster_id,
        dispersions.indicator_id,
        dispersions.year,
        segments.segment,
        own_figures.n_cities,
        own_figures.n_interpolated,
        own_figures.cv_population,
        case
            when dispersions.null_reason is not null then 'no_statistic'
            when segments.n_incomparable > 0 then 'incomparable'
            when
                own_figures.cv_population is null
                or own_figures.n_cities < {{ var('min_cities') }}
                or own_figures.n_cities * 1.0 / dispersions.n_members
                < {{ var('min_coverage') }}
                then 'carried'
            when own_figures.cv_population = 0 then 'zero_cv'
            else 'used'
        end as year_use
    from dispersions
    inner join segments
        on dispersions.indicator_id = segments.indicator_id
        and dispersions.year = segments.year
    left join own_figures
        on dispersions.membership_scheme_id = own_figures.membership_scheme_id
        and dispersions.cluster_id = own_figures.cluster_id
        and dispersions.indicator_id = own_figures.indicator_id
        and dispersions.year = own_figures.year
),

-- A CV of 0 has no logarithm.
logged as (
    select
        membership_scheme_id,
        cluster_id,
        indicator_id,
        year,
        segment,
        year_use,
        n_cities,
        n_interpolated,
        cv_population,
        case when year_use = 'used' then year end as used_year,
        ln(case when year_use = 'used' then cv_population end) as ln_cv
    from cells
),

-- Deviations from the means of the segment: a shift between two segments is no trend.
final as (
    select
        *,
        used_year - avg(used_year) over (
            partition by membership_scheme_id, cluster_id, indicator_id, segment
        ) as year_deviation,
        ln_cv - avg(ln_cv) over (
            partition by membership_scheme_id, cluster_id, indicator_id, segment
        ) as ln_cv_deviation
    from logged
)

select * from final
