-- expected: no slip of unit from one year to the next
-- why: yuan in place of 10,000 yuan is a factor of 10,000, in one year or from one on
-- severity: error
with series as (
    select panel_series.*
    from panel_series
    cross join limits
    where highest >= slip_factor * lowest
),

steps as (
    select
        panel_figure.*,
        lag(year) over by_year as year_before,
        lag(number) over by_year as number_before
    from panel_figure
    semi join series using (source_id, variable_id, city_id)
    where number > 0
    window by_year as (partition by source_id, variable_id, city_id order by year)
)

select
    file,
    row,
    variable_id as column_name,
    format('{} ({}: {:g})', value, year_before, number_before) as value,
    format(
        'expected no slip of unit: not a value {} times the year before it, or that '
        'small a part of it',
        slip_factor
    ) as expected
from steps
cross join limits
where greatest(number / number_before, number_before / number) >= slip_factor
