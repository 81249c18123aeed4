-- expected: a GB/T 2260 code of six digits, as text
-- why: a spreadsheet drops leading digits or turns codes into numbers
-- severity: error
-- checked: filled_cell where kind = 'city_id'
select
    file,
    row,
    column_name,
    value
from filled_cell
where kind = 'city_id' and not regexp_full_match(value, '[0-9]{6}')
