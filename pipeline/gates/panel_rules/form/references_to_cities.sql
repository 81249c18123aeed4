-- expected: a city_id of cities.csv
-- why: a figure of an unknown city, variable or source would vanish in a join
-- severity: error
select
    min_by(file, (file, row)) as file,
    min_by(row, (file, row)) as row,
    'city_id' as column_name,
    city_id as value,
    format(
        'expected a city_id of cities.csv; {:,} rows, the first this', count(*)
    ) as expected
from panel
where city_id not in (select cities.city_id from cities)
group by city_id
