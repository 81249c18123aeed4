-- expected: a score of each balanced indicator in each agglomeration and year, or none
-- in any of them where its pool has no spread
-- why: means over different indicators are not comparable
-- severity: error
-- checked: {{ ref('fct_indicator_score') }}
with scores as (
    select
        scores.scenario_id,
        scores.cluster_id,
        scores.year,
        scores.indicator_id,
        scores.indicator_score,
        scores.null_reason,
        count(scores.indicator_score) over (
            partition by scores.scenario_id, scores.year, scores.indicator_id
        ) as n_scores
    from {{ ref('fct_indicator_score') }} as scores
    left join {{ ref('dim_scenario') }} as scenarios
        on scores.scenario_id = scenarios.scenario_id
    where scenarios.indicator_set is distinct from 'available'
)

select
    'fct_indicator_score' as mart,
    'indicator_score' as column_name,
    null_reason as value,
    scenario_id,
    cluster_id,
    year,
    indicator_id
from scores
where
    indicator_score is null
    and not (coalesce(null_reason like 'flat%', false) and n_scores = 0)
