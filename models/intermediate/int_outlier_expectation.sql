with measures as (
    select * from {{ ref('int_screened_measure') }}
),

-- A row for each year that has a figure, be it one that is not in use.
series as (
    select
        measure_id,
        city_id,
        code_system,
        year,
        max(ln_in_use) as ln_in_use
    from measures
    group by measure_id, city_id, code_system, year
),

-- Of places with codes of one system: China says nothing of Germany.
medians as (
    select
        measure_id,
        code_system,
        year,
        percentile_cont(0.5) within group (order by ln_in_use) as ln_median,
        count(*) as n_cities,
        max(count(*)) over (partition by measure_id, code_system) as max_n_cities
    from series
    where ln_in_use is not null
    group by measure_id, code_system, year
),

-- What all cities have in common, growth and breaks of definition, is in the median; a
-- year of few cities, or of other cities than most years have, gives none.
levels as (
    select
        series.measure_id,
        series.city_id,
        series.code_system,
        series.year,
        medians.ln_median,
        series.ln_in_use - medians.ln_median as ln_level
    from series
    inner join medians
        on series.measure_id = medians.measure_id
        and series.code_system = medians.code_system
        and series.year = medians.year
    where
        medians.n_cities >= {{ var('min_outlier_cities') }}
        and 2 * medians.n_cities >= medians.max_n_cities
),

-- The two levels in use before the year and the two after it, at most three years away.
beside as (
    select
        *,
        case
            when year - lag(year, 1) over by_year <= 3
                then lag(ln_level, 1) over by_year
        end as before_1,
        case
            when year - lag(year, 2) over by_year <= 3
                then lag(ln_level, 2) over by_year
        end as before_2,
        case
            when year - lag(year, 3) over by_year <= 3
                then lag(ln_level, 3) over by_year
        end as before_3,
        case
            when (lead(year, 1) over by_year) - year <= 3
                then lead(ln_level, 1) over by_year
        end as after_1,
        case
            when (lead(year, 2) over by_year) - year <= 3
                then lead(ln_level, 2) over by_year
        end as after_2,
        case
            when (lead(year, 3) over by_year) - year <= 3
                then lead(ln_level, 3) over by_year
        end as after_3
    from levels
    window by_year as (partition by measure_id, city_id order by year)
),

nearest as (
    select
        *,
        coalesce(before_1, before_2, before_3) as near_1,
        case
            when before_1 is not null then coalesce(before_2, before_3)
            when before_2 is not null then before_3
        end as near_2,
        coalesce(after_1, after_2, after_3) as near_3,
        case
            when after_1 is not null then coalesce(after_2, after_3)
            when after_2 is not null then after_3
        end as near_4
    from beside
),

summed as (
    select
        *,
        case when near_1 is null then 0 else 1 end
        + case when near_2 is null then 0 else 1 end
        + case when near_3 is null then 0 else 1 end
        + case when near_4 is null then 0 else 1 end as n_near,
        coalesce(near_1, 0) + coalesce(near_2, 0)
        + coalesce(near_3, 0) + coalesce(near_4, 0) as sum_near
    from nearest
),

-- The median of two to four: without the least and the greatest of three or four.
final as (
    select
        measure_id,
        city_id,
        code_system,
        year,
        ln_median,
        ln_level,
        case
            when n_near = 2 then sum_near / 2
            when n_near > 2
                then (
                    sum_near
                    - least(near_1, near_2, near_3, near_4)
                    - greatest(near_1, near_2, near_3, near_4)
                ) / (n_near - 2)
        end as ln_expected
    from summed
)

select * from final
