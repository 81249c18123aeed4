-- What the gates found in this build, findings first.
select *
from quality.fct_quality_result
order by n_failing = 0, severity, gate, suite, rule
