-- expected: the index and rank of fct_integration_index
-- why: a report that differs from its facts is quoted
-- severity: error
-- checked: {{ ref('rpt_integration_index') }}
select
    'rpt_integration_index' as mart,
    'integration_index' as column_name,
    reported.integration_index as value,
    reported.scenario_id,
    reported.cluster_id,
    reported.year
from {{ ref('rpt_integration_index') }} as reported
left join {{ ref('fct_integration_index') }} as facts
    on reported.scenario_id = facts.scenario_id
    and reported.cluster_id = facts.cluster_id
    and reported.year = facts.year
where
    reported.integration_index is distinct from facts.integration_index
    or reported.index_rank is distinct from facts.index_rank
