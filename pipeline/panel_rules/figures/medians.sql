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
    file,
    row,
    variable_id as column_name,
    format('{} (median: {:g})', value, median_number) as value,
    format(
        'expected no slip of unit: not a value {} times the median of all cities in '
        'the year, or 1/{} of it',
        slip_factor, slip_below_median
    ) as expected
from panel_figure
inner join medians using (variable_id, year)
cross join limits
where
    number > 0
    and (
        number >= slip_factor * median_number
        or number * slip_below_median <= median_number
    )
