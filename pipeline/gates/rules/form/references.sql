-- expected: a value of the table that it refers to
-- why: a figure of an unknown city, variable or source would vanish in a join
-- severity: error
-- checked: reference_cell
select
    file,
    row,
    column_name,
    value,
    part,
    expected
from reference_cell
where not is_known
