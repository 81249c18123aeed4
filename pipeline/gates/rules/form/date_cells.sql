-- expected: a date such as 2015-12-31
-- why: other orders of day and month are ambiguous
-- severity: error
-- checked: filled_cell where kind = 'date'
select
    file,
    row,
    column_name,
    value
from filled_cell
where kind = 'date' and not regexp_full_match(
        value, '[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])'
    )
