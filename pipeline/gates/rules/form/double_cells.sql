-- expected: a number such as 1234.5, with a decimal point, without thousands
-- separators, units or full-width digits; an empty cell where nothing is published
-- why: DuckDB would read 1,234 as two cells and treat NA as an error without a row
-- severity: error
-- checked: filled_cell where kind = 'double'
select
    file,
    row,
    column_name,
    value
from filled_cell
where kind = 'double' and not is_number(value)
