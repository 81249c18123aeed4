-- expected: each key once in its table
-- why: a repeated row would be counted twice
-- severity: error
-- checked: read_key
with repeated as (
    select
        table_name,
        value
    from read_key
    group by table_name, value
    having count(*) > 1
)

select
    read_key.file,
    read_key.row,
    read_key.column_name,
    read_key.value
from read_key
inner join repeated
    on read_key.table_name = repeated.table_name
    and read_key.value = repeated.value
