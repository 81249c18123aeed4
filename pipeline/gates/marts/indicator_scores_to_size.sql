-- expected: an indicator score K of at most 100 R
-- why: k is at most 100 and f at most 1
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
where
    indicator_score is not null
    and not coalesce(indicator_score <= 100 * size_adjustment + 1e-9, false)
