-- expected: no slip of unit: not a value 1000 times the median of all cities in the
-- year, or 1/1500 of it
-- why: a series in another unit in all its years has no step
-- severity: error
-- checked: figure_in_use where number > 0
with medians as (
    select
        variable_id,
        year,
        median(number) as median_number
    from figure_selected
    where number > 0
    group by variable_id, year
)

select
    figure_in_use.file,
    figure_in_use.row,
    figure_in_use.column_name,
    format('{} (median: {:g})', figure_in_use.value, medians.median_number) as value
from figure_in_use
inner join medians
    on figure_in_use.variable_id = medians.variable_id
    and figure_in_use.year = medians.year
cross join limits
where
    figure_in_use.number > 0
    -- A city counts once, however many publications have a value of it.
    and (
        figure_in_use.number >= limits.slip_factor * medians.median_number
        or figure_in_use.number * limits.slip_below_median <= medians.median_number
    )
