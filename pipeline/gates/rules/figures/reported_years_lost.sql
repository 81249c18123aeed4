-- expected: a figure where the city has one in the years beside it
-- why: a row that is lost in a year that is scored is filled from the years beside it
-- and lowers no coverage; five of a year, or three that are half of a province, stop
-- the build. The published figures lack three wages of 15 in Sichuan that way
-- severity: warning

-- The years that a variable has, in their order; a few cities alone make none.
with variable_years as (
    select
        figure_selected.variable_id,
        figure_selected.year,
        row_number() over by_year as nth_year,
        max(figure_selected.year) over (partition by figure_selected.variable_id)
            as last_year
    from figure_selected
    inner join scored_variable
        on figure_selected.variable_id = scored_variable.variable_id
    group by figure_selected.variable_id, figure_selected.year
    having count(*) >= 10
    window by_year as (
        partition by figure_selected.variable_id order by figure_selected.year
    )
),

series as (
    select
        figure_selected.*,
        variable_years.nth_year,
        lead(variable_years.nth_year) over by_year as next_nth_year,
        max(variable_years.nth_year) over (partition by figure_selected.variable_id)
            as last_nth_year,
        min(variable_years.nth_year) over (
            partition by figure_selected.variable_id, figure_selected.city_id
        ) as first_nth_year
    from figure_selected
    inner join variable_years
        on figure_selected.variable_id = variable_years.variable_id
        and figure_selected.year = variable_years.year
    window by_year as (
        partition by figure_selected.variable_id, figure_selected.city_id
        order by figure_selected.year
    )
),

-- Blank cells in mining and the like mean none: such columns have many.
whole_columns as (
    select variable_id
    from series
    group by variable_id
    having count(*) > 0.975 * (
            count(*) + coalesce(sum(next_nth_year - nth_year - 1), 0)
        )
),

-- A year that a variable does not reach takes the last that it has.
scored_years as (
    select distinct
        variable_years.variable_id,
        variable_years.year,
        variable_years.nth_year,
        cast(panel_years.year as integer) as panel_year
    from panel_years
    inner join scenarios
        on panel_years.panel_id = scenarios.panel_id
    inner join variable_years
        on least(cast(panel_years.year as integer), variable_years.last_year)
        = variable_years.year
        and variable_years.last_year >= cast(panel_years.year as integer) - 1
    where scenarios.scenario_id = 'paper'
),

lost as (
    select
        series.file,
        series.row,
        series.column_name,
        series.variable_id,
        series.city_id,
        series.value,
        series.year as year_beside,
        scored_years.year,
        scored_years.panel_year
    from series
    inner join whole_columns
        on series.variable_id = whole_columns.variable_id
    inner join scored_years
        on series.variable_id = scored_years.variable_id
    where (
        -- Between this figure and the next, or after the last but for the end of all.
        series.nth_year < scored_years.nth_year
        and scored_years.nth_year - series.nth_year <= 2
        and scored_years.nth_year < coalesce(
            series.next_nth_year, series.last_nth_year + 1
        )
        and (
            series.next_nth_year is not null
            or series.last_nth_year - series.nth_year <= 2
        )
    )
    -- The first year of all has none before it.
    or (
        series.nth_year = 2
        and series.first_nth_year = 2
        and scored_years.nth_year = 1
    )
),

provinces as (
    select
        series.variable_id,
        cities.province_zh,
        count(distinct series.city_id) as n_cities
    from series
    inner join cities
        on series.city_id = cities.city_id
    where cities.province_zh <> ''
    group by series.variable_id, cities.province_zh
),

-- What a flag or a correction takes out is not lost.
counted as (
    select
        lost.*,
        provinces.province_zh,
        provinces.n_cities,
        count(*) over (partition by lost.variable_id, lost.year) as n_of_year,
        count(*) over (
            partition by lost.variable_id, lost.year, provinces.province_zh
        ) as n_of_province
    from lost
    inner join cities
        on lost.city_id = cities.city_id
    left join provinces
        on lost.variable_id = provinces.variable_id
        and cities.province_zh = provinces.province_zh
    left join figure
        on lost.variable_id = figure.variable_id
        and lost.city_id = figure.city_id
        and figure.year in (lost.year, lost.panel_year)
    where figure.number is null
)

select
    file,
    row,
    column_name,
    format(
        '{} has none in {}, {} in {} ({} such cities, {} of {} in {})',
        city_id, year, value, year_beside, n_of_year, n_of_province,
        coalesce(n_cities, 0), coalesce(province_zh, 'no province')
    ) as value,
    case
        when n_of_year >= 5 or (n_of_province >= 3 and n_of_province >= n_cities / 2)
            then 'error'
    end as severity
from counted
