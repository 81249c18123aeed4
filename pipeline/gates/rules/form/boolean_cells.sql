-- expected: true or false
-- why: anything else is a guess
-- severity: error
-- checked: filled_cell where kind = 'boolean'
select
    file,
    row,
    column_name,
    value
from filled_cell
where kind = 'boolean' and value not in ('true', 'false')
