-- expected: at least one figure for each member city in each year that is scored
-- why: a city that has none is misspelt or its rows are lost
-- severity: error
-- checked: scored_city_year
with city_years as (
    select
        city_id,
        year
    from figure
    union
    select
        city_id,
        year
    from panel_city_year
)

select
    scored_city_year.file,
    scored_city_year.row,
    'city_id' as column_name,
    format('{} in {}', scored_city_year.city_id, scored_city_year.year) as value
from scored_city_year
left join city_years
    on scored_city_year.city_id = city_years.city_id
    and scored_city_year.year = city_years.year
where city_years.city_id is null
