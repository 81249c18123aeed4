-- expected: no 0 in a series that is positive in other years
-- why: an empty cell read as 0 pulls every mean down
-- severity: warning
-- checked: positive_series
select
    file,
    row,
    column_name,
    value
from positive_series
where number = 0
