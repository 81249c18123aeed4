-- expected: over its years about the ratio that the other cities have
-- why: lowest_of_city and highest_of_city of plausible_ranges.csv, as parts of the
-- median city of the same years; a city whose figures are in another unit, doubled
-- or another place's in all years has no step
-- severity: warning
with cities_of_ratio as (
    select
        ratio_id,
        city_id,
        median(level_of_year) as level_of_city,
        min(year) as first_year,
        count(*) as n_years
    from level
    group by ratio_id, city_id
)

select
    ratio.file,
    ratio.row,
    ratio.column_name,
    format(
        '{}: {:g} {}, {:.2f} of the median city over {} years',
        ratio.city_id,
        ratio.number_of_ratio,
        ratio.unit,
        cities_of_ratio.level_of_city,
        cities_of_ratio.n_years
    ) as value,
    format(
        '{} at {:g} to {:g} of the median city over the years of a city',
        ratio.ratio_id,
        coalesce(ratio.lowest_of_city, 0),
        coalesce(ratio.highest_of_city, cast('infinity' as double))
    ) as expected,
    -- The limits are just outside what the cities of the seeds have.
    case
        when ratio.is_landed then null
        when cities_of_ratio.level_of_city < ratio.lowest_of_city / 4
            or cities_of_ratio.level_of_city > ratio.highest_of_city * 4
            then 'error'
    end as severity
from cities_of_ratio
inner join ratio
    on cities_of_ratio.ratio_id = ratio.ratio_id
    and cities_of_ratio.city_id = ratio.city_id
where ratio.year = cities_of_ratio.first_year
    and (
        cities_of_ratio.level_of_city < ratio.lowest_of_city
        or cities_of_ratio.level_of_city > ratio.highest_of_city
    )
