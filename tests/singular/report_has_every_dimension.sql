-- Fails with the rows of the report whose five dimension scores do not average to the
-- index: a dimension was added that rpt_integration_index has no column for.
select
    scenario_id,
    cluster_id,
    year
from {{ ref('rpt_integration_index') }}
where
    scenario_id = 'paper'
    and abs(
        integration_index
        - (
            regional_development_score
            + innovation_industry_score
            + infrastructure_score
            + ecology_score
            + public_services_score
        ) / 5
    ) > 1e-9
