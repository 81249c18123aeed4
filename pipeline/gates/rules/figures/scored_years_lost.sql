-- expected: figures of a year that is scored, as of the years before and after it
-- why: a year that is lost in all cities is filled from the years beside it and lowers
-- no coverage
-- severity: error
with columns_of_years as (
    select
        figure.variable_id,
        figure.year,
        min(figure.file) as first_file,
        arg_min(figure.row, (figure.file, figure.row)) as first_row,
        count(distinct figure.city_id) as n_cities
    from figure
    inner join scored_variable
        on figure.variable_id = scored_variable.variable_id
    group by figure.variable_id, figure.year
),

scored_years as (
    select distinct cast(panel_years.year as integer) as year
    from panel_years
    inner join scenarios
        on panel_years.panel_id = scenarios.panel_id
    where scenarios.scenario_id = 'paper'
)

select
    earlier.first_file as file,
    earlier.first_row as row,
    earlier.variable_id as column_name,
    format(
        '{} cities in {}, {} in {}, {} in {}',
        earlier.n_cities,
        earlier.year,
        coalesce(present.n_cities, 0),
        scored_years.year,
        later.n_cities,
        later.year
    ) as value
from scored_years
inner join columns_of_years as earlier
    on scored_years.year - 1 = earlier.year
inner join columns_of_years as later
    on scored_years.year + 1 = later.year
    and earlier.variable_id = later.variable_id
left join columns_of_years as present
    on scored_years.year = present.year
    and earlier.variable_id = present.variable_id
where 2 * coalesce(present.n_cities, 0) < least(earlier.n_cities, later.n_cities)
    and least(earlier.n_cities, later.n_cities) >= 10
