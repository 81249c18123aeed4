-- expected: an evenness score k from 0 to 100
-- why: k is a min-max score: outside means bounds of another pool
-- severity: error
-- checked: {{ ref('fct_indicator_score') }} where indicator_score is not null
select
    'fct_indicator_score' as mart,
    'evenness_score' as column_name,
    evenness_score as value,
    scenario_id,
    cluster_id,
    year,
    indicator_id
from {{ ref('fct_indicator_score') }}
where
    indicator_score is not null
    and (evenness_score < 0 or evenness_score > 100)
