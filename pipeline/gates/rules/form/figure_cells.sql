-- expected: a number such as 1234.5, with a decimal point, without thousands
-- separators, units or full-width digits; leave the row out where nothing is
-- published
-- why: DuckDB would read 1,234 as two cells and treat NA as an error without a row
-- severity: error
-- checked: filled_cell where kind = 'figure'
select
    file,
    row,
    column_name,
    value
from filled_cell
where kind = 'figure' and not is_number(value)
