-- expected: the name that cities.csv has for the code: a row may have slipped
-- why: a column that slips by a row keeps valid codes and loses its names
-- severity: error
-- checked: named_city
with names as (
    select
        city_id,
        arg_min(city_zh, rowid) as city_zh
    from cities
    group by city_id
)

select
    named_city.file,
    named_city.row,
    named_city.column_name,
    named_city.value
from named_city
inner join names
    on named_city.city_id = names.city_id
where named_city.value <> names.city_zh
