-- How many expectations there are, on how many values, and how many are not met.
select
    'quality.gates_lead' as say,
    sum(n) as n,
    sum(n_checked) as n_values,
    coalesce(sum(n_failed) filter (severity = 'error'), 0) as errors,
    coalesce(sum(n_failed) filter (severity <> 'error'), 0) as warnings
from quality.gates
