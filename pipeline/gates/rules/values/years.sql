-- expected: a year that a figure can be of
-- why: of the future or of a distant past: a slip
-- severity: error
-- checked: ranged_cell where ends_with(part, 'year')
select
    file,
    row,
    column_name,
    value,
    part,
    expected
from ranged_cell
where ends_with(part, 'year') and not is_within
