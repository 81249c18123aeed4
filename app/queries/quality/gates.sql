-- How many expectations of each gate and severity there are, and what they found.
select
    gate,
    severity,
    count(*) as n,
    count(*) filter (where not is_success) as n_failed,
    sum(n_checked)::bigint as n_checked,
    sum(n_failing)::bigint as n_failing
from quality.fct_quality_result
group by all
order by gate, severity
