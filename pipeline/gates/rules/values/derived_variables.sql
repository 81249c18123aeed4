-- expected: a variable that is published, not one of role derived in variables.csv:
-- land what it is computed from, or a variable of your own
-- why: it is computed from others: a landed value would be a second truth
-- severity: error
-- checked: figure
select
    figure.file,
    figure.row,
    'variable_id' as column_name,
    figure.variable_id as value
from figure
inner join variables
    on figure.variable_id = variables.variable_id
where variables.role = 'derived'
