-- expected: a rule with an empty variable_id for each flag, besides those of one
-- variable
-- why: a flag without a rule leaves the values of all other variables in use, unseen
-- severity: error
select
    file,
    row,
    'variable_id' as column_name,
    variable_id || ' (' || flag || ')' as value
from flag_rules
where
    flag not in (
        select general.flag from flag_rules as general
        where general.variable_id = ''
    )
