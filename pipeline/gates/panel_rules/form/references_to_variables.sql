-- expected: a variable_id of variables.csv
-- why: a figure of an unknown city, variable or source would vanish in a join
-- severity: error
select
    min_by(file, (file, row)) as file,
    min_by(row, (file, row)) as row,
    'variable_id' as column_name,
    variable_id as value,
    format(
        'expected a variable_id of variables.csv; {:,} rows, the first this', count(*)
    ) as expected
from panel
where variable_id not in (select variables.variable_id from variables)
group by variable_id
