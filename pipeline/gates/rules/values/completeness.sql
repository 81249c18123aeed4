-- expected: at least one figure for each member city in each year that is scored; if
-- none is published, leave the city out of cluster_members.csv, or the year out of a
-- panel of the reading's own in panel_years.csv
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
),

found as (
    select
        scored_city_year.file,
        scored_city_year.row,
        scored_city_year.city_id,
        scored_city_year.year,
        city_years.city_id is null as is_missing,
        count(city_years.city_id) over (partition by scored_city_year.file) as n_found,
        min(scored_city_year.row) over (partition by scored_city_year.file) as first_row
    from scored_city_year
    left join city_years
        on scored_city_year.city_id = city_years.city_id
        and scored_city_year.year = city_years.year
)

select
    file,
    row,
    'city_id' as column_name,
    format('{} in {}', city_id, string_agg(year, ', ' order by year)) as value,
    null as expected,
    null as severity
from found
where is_missing and (n_found > 0 or starts_with(file, 'seeds/'))
group by file, row, city_id
union all
-- A region that is begun.
select
    file,
    first_row as row,
    'city_id' as column_name,
    format('{} places', count(distinct city_id)) as value,
    'figures of the places that are scored: none has landed yet, and the reading has '
    || 'no index' as expected,
    'warning' as severity
from found
where n_found = 0 and not starts_with(file, 'seeds/')
group by file, first_row
