-- expected: a variable that is published, not one of role derived in variables.csv:
-- land what it is computed from, or a variable of your own
-- why: it is computed from others: a landed value would be a second truth
-- severity: error
select
    min_by(file, (file, row)) as file,
    min_by(row, (file, row)) as row,
    'variable_id' as column_name,
    variable_id as value
from panel
where
    variable_id in (
        select variables.variable_id from variables
        where variables.role = 'derived'
    )
group by variable_id
