-- expected: numbers in the columns year and value, as a number type
-- why: DuckDB would read a text such as ' 1_0e2 ' as 100, another engine as none
-- severity: error
select
    file,
    null as row,
    column_name,
    type as value
from panel_file
where
    column_name in ('year', 'value')
    and of_folder is null
    and type is not null
    and not regexp_full_match(
        type, '(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL.*|"NULL")'
    )
