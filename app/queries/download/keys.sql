-- The columns of the primary key of a mart.
select column_name
from quality.dim_column
where table_schema = 'marts' and table_name = $mart and key_position is not null
order by key_position
