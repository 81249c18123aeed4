-- expected: a day of the calendar, such as 2015-12-31
-- why: there is no 31 February
-- severity: error
-- checked: filled_cell where kind = 'date'
select
    file,
    row,
    column_name,
    value
from filled_cell
where kind = 'date' and try_strptime(value, '%Y-%m-%d') is null
