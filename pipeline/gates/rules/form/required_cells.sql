-- expected: a value, the cell is empty
-- why: a row without its key belongs to nothing, and a mart wants its columns filled
-- severity: error
-- checked: cell where is_required
select
    file,
    row,
    column_name,
    null as value
from cell
where is_required and value = ''
