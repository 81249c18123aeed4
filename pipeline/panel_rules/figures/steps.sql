-- expected: no slip of unit from one year to the next
-- why: yuan in place of 10,000 yuan is a factor of 10,000, in one year or from one on
-- severity: error
with series as (
    select panel_series.*
    from panel_series
    cross join limits
    where panel_series.highest >= limits.slip_factor * panel_series.lowest
),

steps as (
    select
        panel_figure.*,
        lag(panel_figure.year) over by_year as year_before,
        lag(panel_figure.number) over by_year as number_before
    from panel_figure
    inner join series
        on panel_figure.source_id = series.source_id
        and panel_figure.variable_id = series.variable_id
        and panel_figure.city_id = series.city_id
    where panel_figure.number > 0
    window by_year as (
        partition by
            panel_figure.source_id, panel_figure.variable_id, panel_figure.city_id
        order by panel_figure.year
    )
)

select
    steps.file,
    steps.row,
    steps.variable_id as column_name,
    format(
        '{} ({}: {:g})', steps.value, steps.year_before, steps.number_before
    ) as value,
    format(
        'expected no slip of unit: not a value {} times the year before it, or that '
        'small a part of it',
        limits.slip_factor
    ) as expected
from steps
cross join limits
where
    greatest(
        steps.number / steps.number_before, steps.number_before / steps.number
    ) >= limits.slip_factor
