-- expected: an indicator that the scenario can use; dim_indicator_availability says
-- what is missing. An agglomeration of one city has no statistic: leave it out, or
-- take indicator_set = available
-- why: the scenario has no index
-- severity: warning
-- checked: {{ ref('dim_scenario') }}
select distinct
    'fct_integration_index' as mart,
    'integration_index' as column_name,
    scenarios.indicator_set as value,
    scored.scenario_id
from {{ ref('fct_integration_index') }} as scored
inner join {{ ref('dim_scenario') }} as scenarios
    on scored.scenario_id = scenarios.scenario_id
where scored.n_dimensions = 0
