-- The marts with what they hold and how many rows.
select
    table_name as mart,
    comment as description,
    estimated_size as n_rows
from duckdb_tables()
where schema_name = 'marts'
order by table_name
