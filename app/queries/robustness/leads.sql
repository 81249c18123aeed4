-- In what share of the draws an agglomeration is ahead of the next of `paper`.
with ordered as (
    select in_order.*
    from robustness.in_order as in_order
    inner join marts.fct_integration_index using (cluster_id)
    where scenario_id = 'paper' and year = $year and integration_index is not null
)

select
    fct_lead_probability.*,
    ahead.place,
    ahead.cluster_en,
    ahead.cluster_zh,
    behind.cluster_en as other_cluster_en,
    behind.cluster_zh as other_cluster_zh
from ordered as ahead
inner join ordered as behind on ahead.place + 1 = behind.place
inner join marts.fct_lead_probability
    on ahead.cluster_id = fct_lead_probability.cluster_id
    and behind.cluster_id = fct_lead_probability.other_cluster_id
where experiment_id = 'joint' and year = $year
order by ahead.place
