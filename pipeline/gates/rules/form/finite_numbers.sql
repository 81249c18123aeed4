-- expected: a number below 1e308
-- why: a larger one is infinite
-- severity: error
-- checked: filled_cell where kind in ('double', 'figure')
select
    file,
    row,
    column_name,
    value
from filled_cell
where kind in ('double', 'figure') and isinf(try_cast(value as double))
