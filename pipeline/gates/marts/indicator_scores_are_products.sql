-- expected: an indicator score K that equals k R f to 1e-9, none of them null where
-- null_reason is
-- why: the definition of the score
-- severity: error
-- checked: {{ ref('fct_indicator_score') }} where null_reason is null
with compared as (
    select
        scenario_id,
        cluster_id,
        year,
        indicator_id,
        abs(indicator_score - evenness_score * size_adjustment * level_adjustment)
            as difference
    from {{ ref('fct_indicator_score') }}
    where null_reason is null
)

select
    'fct_indicator_score' as mart,
    'indicator_score' as column_name,
    difference as value,
    scenario_id,
    cluster_id,
    year,
    indicator_id
from compared
where not coalesce(difference <= 1e-9, false)
