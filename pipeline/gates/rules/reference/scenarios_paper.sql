-- expected: a scenario paper: it is the reading that others are compared with
-- why: claims, readings, weights and what leaves one part out start from it
-- severity: error
select
    min(file) as file,
    null as row,
    'scenario_id' as column_name,
    null as value
from scenarios
having count(*) filter (where scenario_id = 'paper') = 0
