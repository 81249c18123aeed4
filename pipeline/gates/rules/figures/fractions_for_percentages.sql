-- expected: a percentage, such as 54.7, not a fraction of 1, which has the unit ratio
-- why: half of the cities have more than 10 percent in the year; a share of 1 among
-- them is a hundredth of what is meant
-- severity: error
with percentages as (
    select
        *,
        median(number) over (partition by variable_id, year) as median_of_year
    from figure_in_use
    where unit = 'percent'
        and number > 0
),

series as (
    select
        *,
        median(number) over (partition by source_id, variable_id, city_id)
            as median_of_city
    from percentages
)

select
    file,
    row,
    column_name,
    format('{} in {} (median of the year: {:g})', value, year, median_of_year) as value
from series
where number <= 1
    and (
        median_of_city > 10
        -- A rate whose all cities but this have tens.
        or median_of_year > 30
        or median_of_year <= 1
    )
