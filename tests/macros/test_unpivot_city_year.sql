-- Fails with the long rows that are missing or should not be there.
with wide (city_id, year, gdp, doctors) as (
    values
    ('310000', 2010, 1.5, 7.0),
    ('310000', 2015, null, 0.0),
    ('320100', 2010, null, null)
),

long as (
    {{ unpivot_city_year('wide', 'city_yearbook', 'a_seed', ['gdp', 'doctors']) }}
),

expected (city_id, variable_id, year, published_value) as (
    values
    ('310000', 'gdp', 2010, 1.5),
    ('310000', 'doctors', 2010, 7.0),
    -- 0 is a published value, an empty cell is none
    ('310000', 'doctors', 2015, 0.0)
)

select
    coalesce(long.city_id, expected.city_id) as city_id,
    coalesce(long.variable_id, expected.variable_id) as variable_id,
    coalesce(long.year, expected.year) as year
from long
full outer join expected
    on long.city_id = expected.city_id
    and long.variable_id = expected.variable_id
    and long.year = expected.year
    and long.published_value = expected.published_value
where long.city_id is null or expected.city_id is null
