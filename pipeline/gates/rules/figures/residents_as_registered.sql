-- expected: residents that are not the registered population
-- why: people live where they are not registered; the two agree to the last digit
-- where one was printed for the other. The published figures have up to five such
-- years of a city, of before 2012, when residents were estimated from registration
-- severity: error
with compared as (
    select
        residents.*,
        count(*) over (partition by residents.source_id, residents.city_id) as n_same
    from figure_in_use as residents
    inner join figure_selected as registered
        on residents.city_id = registered.city_id
        and residents.year = registered.year
        and residents.number = registered.number
    where residents.variable_id = 'resident_population'
        and registered.variable_id = 'registered_population'
)

select
    file,
    row,
    column_name,
    format('{} in {}, one of {} such years', value, year, n_same) as value
from compared
where n_same > 5 or year >= 2012
