-- expected: one of the choices that the table has for the column
-- why: an unknown choice would score nothing
-- severity: error
-- checked: choice_cell
select
    file,
    row,
    column_name,
    value,
    part,
    expected
from choice_cell
where not is_accepted
