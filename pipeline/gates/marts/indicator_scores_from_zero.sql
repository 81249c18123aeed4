-- expected: an indicator score K of at least 0
-- why: k, R and f are none of them negative
-- severity: error
-- checked: {{ ref('fct_indicator_score') }} where indicator_score is not null
select
    'fct_indicator_score' as mart,
    'indicator_score' as column_name,
    indicator_score as value,
    scenario_id,
    cluster_id,
    year,
    indicator_id
from {{ ref('fct_indicator_score') }}
where indicator_score < 0
