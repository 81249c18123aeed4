with member_indicators as (
    select * from {{ ref('int_member_indicator') }}
),

cluster_sizes as (
    select * from {{ ref('int_cluster_size') }}
),

indicators as (
    select * from {{ ref('dim_indicator') }}
),

scheme_years as (
    select * from {{ ref('int_scheme_year') }}
),

grouped as (
    select
        membership_scheme_id,
        cluster_id,
        indicator_id,
        year,
        count(*) as n_cities,
        count(case when status = 'interpolated' then 1 end) as n_interpolated,
        count(case when status = 'carried' then 1 end) as n_carried,
        count(case when is_published_rate then 1 end) as n_published_rate,
        count(case when is_other_boundary then 1 end) as n_other_boundary,
        count(case when is_doubted then 1 end) as n_doubted,
        count(case when is_confirmed then 1 end) as n_confirmed,
        avg(value) as mean_value,
        stddev_pop(value) as sd_population,
        stddev_samp(value) as sd_sample,
        min(value) as min_value,
        max(value) as max_value,
        {{ coefficient_of_variation('value', sd='population') }} as cv_population,
        {{ coefficient_of_variation('value', sd='sample') }} as cv_sample
    from member_indicators
    group by membership_scheme_id, cluster_id, indicator_id, year
),

-- Every cell is listed, also those without any value.
cells as (
    select
        cluster_sizes.membership_scheme_id,
        cluster_sizes.cluster_id,
        indicators.indicator_id,
        scheme_years.year,
        indicators.unit,
        cluster_sizes.n_members,
        coalesce(grouped.n_cities, 0) as n_cities,
        coalesce(grouped.n_interpolated, 0) as n_interpolated,
        coalesce(grouped.n_carried, 0) as n_carried,
        coalesce(grouped.n_published_rate, 0) as n_published_rate,
        coalesce(grouped.n_other_boundary, 0) as n_other_boundary,
        coalesce(grouped.n_doubted, 0) as n_doubted,
        coalesce(grouped.n_confirmed, 0) as n_confirmed,
        cast(coalesce(grouped.n_cities, 0) as {{ dbt.type_float() }})
        / cluster_sizes.n_members as coverage,
        grouped.mean_value,
        grouped.sd_population,
        grouped.sd_sample,
        grouped.min_value,
        grouped.max_value,
        grouped.cv_population,
        grouped.cv_sample
    from cluster_sizes
    inner join scheme_years
        on cluster_sizes.membership_scheme_id = scheme_years.membership_scheme_id
        and not scheme_years.is_neighbour
    cross join indicators
    left join grouped
        on cluster_sizes.membership_scheme_id = grouped.membership_scheme_id
        and cluster_sizes.cluster_id = grouped.cluster_id
        and indicators.indicator_id = grouped.indicator_id
        and scheme_years.year = grouped.year
),

judged as (
    select
        cells.*,
        case
            when cells.n_cities = 0 then 'no_value'
            when cells.n_cities < {{ var('min_cities') }} then 'too_few_cities'
            when cells.coverage < {{ var('min_coverage') }} then 'low_coverage'
            -- Yes or no: a city whose answer is missing is none that says no, and the
            -- others may be alike without it.
            when cells.unit = '0_or_1' and cells.n_cities < cells.n_members
                then 'missing_city'
            when cells.cv_population is null and cells.mean_value = 0 then 'zero_mean'
            when cells.cv_population is null then 'mixed_signs'
        end as null_reason
    from cells
),

final as (
    select
        membership_scheme_id,
        cluster_id,
        indicator_id,
        year,
        null_reason,
        n_members,
        n_cities,
        n_interpolated,
        n_carried,
        n_published_rate,
        n_other_boundary,
        n_doubted,
        n_confirmed,
        coverage,
        case when null_reason is null then mean_value end as mean_value,
        case when null_reason is null then sd_population end as sd_population,
        case when null_reason is null then sd_sample end as sd_sample,
        case when null_reason is null then min_value end as min_value,
        case when null_reason is null then max_value end as max_value,
        case when null_reason is null then cv_population end as cv_population,
        case when null_reason is null then cv_sample end as cv_sample
    from judged
)

select * from final
