-- The columns of the primary key of a mart.
select unnest(constraint_column_names) as column_name
from duckdb_constraints()
where schema_name = 'marts' and table_name = $mart and constraint_type = 'PRIMARY KEY'
