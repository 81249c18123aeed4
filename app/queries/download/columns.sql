-- The columns of a mart: name, type, meaning with the unit.
select
    column_name,
    data_type,
    comment as description
from duckdb_columns()
where schema_name = 'marts' and table_name = $mart
order by column_index
