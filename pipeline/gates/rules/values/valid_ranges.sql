-- expected: a value within the range of its variable, or a correction or flag for it
-- why: valid_min and valid_max of variables.csv; a misprint that stays in the seed
-- needs a row in corrections.csv or value_flags.csv
-- severity: error
-- checked: limited_figure
select
    file,
    row,
    column_name,
    value,
    part,
    expected
from limited_figure
where not is_within
