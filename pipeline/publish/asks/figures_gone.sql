-- asked: figures of cities that are gone
-- why: a lost row of a file looks like a city that stopped publishing
-- taken by: --accept-lower-coverage
with counted_before as (
    select
        variable_id,
        year,
        count(*) as n_cities,
        sum(hash(city_id)) as cities
    from published.fct_observation
    group by variable_id, year
),

counted_now as (
    select
        variable_id,
        year,
        count(*) as n_cities,
        sum(hash(city_id)) as cities
    from marts.fct_observation
    group by variable_id, year
),

-- Of a large panel only what differs is looked at city by city.
differing as (
    select
        counted_before.variable_id,
        counted_before.year
    from counted_before
    anti join counted_now
        on counted_before.variable_id = counted_now.variable_id
        and counted_before.year = counted_now.year
        and counted_before.n_cities = counted_now.n_cities
        and counted_before.cities = counted_now.cities
)

select
    earlier.variable_id as subject,
    format('{} {}: {:.6g}', earlier.city_id, earlier.year, earlier.value)
        as what_changes,
    earlier.year as size
from published.fct_observation as earlier
semi join differing
    on earlier.variable_id = differing.variable_id
    and earlier.year = differing.year
anti join marts.fct_observation as present
    on earlier.variable_id = present.variable_id
    and earlier.year = present.year
    and earlier.city_id = present.city_id
