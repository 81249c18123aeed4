-- expected: each key once in its table
-- why: a repeated row would be counted twice
-- severity: error
-- checked: read_key
select
    file,
    row,
    column_name,
    value
from read_key
qualify count(*) over (partition by table_name, value) > 1
