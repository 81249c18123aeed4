-- expected: a year in which the city's land area grows (joined) or shrinks (left) by
-- more than a fiftieth, and a row for each year in which land area and registered
-- population of a city both move the same way by more than a twentieth
-- why: the land area of the yearbook shows from which year on its figures are on the
-- new area; surveys and reclaimed land move the area alone, counts the people alone
-- severity: error
with steps as (
    select
        figure_selected.*,
        figure_selected.number / lag(figure_selected.number) over series - 1 as step,
        figure_selected.year - lag(figure_selected.year) over series as n_years
    from figure_selected
    where figure_selected.variable_id in ('land_area', 'registered_population')
    window
        series as (
            partition by figure_selected.variable_id, figure_selected.city_id
            order by figure_selected.year
        )
),

land as (
    select * from steps
    where variable_id = 'land_area' and n_years = 1
),

people as (
    select * from steps
    where variable_id = 'registered_population' and n_years = 1
),

all_years as (
    select
        min(year) as first_year,
        max(year) as last_year
    from figure
)

select
    area_changes.file,
    area_changes.row,
    'year' as column_name,
    area_changes.year
    || ' ('
    || area_changes.city_id
    || ', '
    || area_changes.change_type
    || coalesce(printf(': land area %+.1f percent', 100 * land.step), '')
    || ')' as value
from area_changes
cross join all_years
left join land
    on area_changes.city_id = land.city_id
    and cast(area_changes.year as integer) = land.year
where
    cast(area_changes.year as integer)
    not between all_years.first_year and all_years.last_year
    or (area_changes.change_type = 'joined' and land.step <= 0.02)
    or (area_changes.change_type = 'left' and land.step >= -0.02)
union all
select
    land.file,
    land.row,
    land.column_name,
    printf(
        '%s in %d (%+.1f percent, registered population %+.1f percent), no row in '
        || 'area_changes.csv', land.value, land.year, 100 * land.step, 100 * people.step
    ) as value
from land
inner join people
    on land.city_id = people.city_id
    and land.year = people.year
left join area_changes
    on land.city_id = area_changes.city_id
    and land.year = cast(area_changes.year as integer)
where
    abs(land.step) > 0.05
    and abs(people.step) > 0.05
    and land.step * people.step > 0
    and starts_with(land.file, 'seeds/')
    and area_changes.city_id is null
