-- What the gates found in this build, findings first.
select
    *,
    [
        left(finding, 160) for finding in from_json(
            if(json_valid(failing_sample), failing_sample, '[]'), '["VARCHAR"]'
        )[:2]
    ] as first_findings
from quality.fct_quality_result
order by n_failing = 0, severity, gate, suite, rule
