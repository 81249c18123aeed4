-- expected: no slip of unit beside the median of all cities in the year
-- why: a series in another unit in all its years has no step
-- severity: error
with numbers as (
    select
        variable_id,
        year,
        number
    from panel_figure
    union all
    select
        variable_id,
        year,
        number
    from seed_figure
),

medians as (
    select
        variable_id,
        year,
        median(number) as median_number
    from numbers
    where number > 0
    group by variable_id, year
)

select
    panel_figure.file,
    panel_figure.row,
    panel_figure.variable_id as column_name,
    format(
        '{} (median: {:g})', panel_figure.value, medians.median_number
    ) as value,
    format(
        'expected no slip of unit: not a value {} times the median of all cities in '
        'the year, or 1/{} of it',
        limits.slip_factor, limits.slip_below_median
    ) as expected
from panel_figure
inner join medians
    on panel_figure.variable_id = medians.variable_id
    and panel_figure.year = medians.year
cross join limits
where
    panel_figure.number > 0
    and (
        panel_figure.number >= limits.slip_factor * medians.median_number
        or panel_figure.number * limits.slip_below_median <= medians.median_number
    )
