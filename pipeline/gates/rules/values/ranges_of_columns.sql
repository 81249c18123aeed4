-- expected: a value that the column can hold
-- why: a lost decimal point or swapped columns
-- severity: error
-- checked: ranged_cell where not ends_with(part, 'year')
select
    file,
    row,
    column_name,
    value,
    part,
    expected
from ranged_cell
where not ends_with(part, 'year') and not is_within
