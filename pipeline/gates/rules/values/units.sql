-- expected: the unit that variables.csv has for the variable
-- why: yuan for 10,000 yuan is the commonest slip of all
-- severity: error
-- checked: landed_figure
select
    file,
    row,
    'unit' as column_name,
    landed_unit as value,
    part,
    expected
from landed_figure
where landed_unit <> unit
