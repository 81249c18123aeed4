-- The statements of a claim: what the paper says, what these figures give.
select
    fact.*,
    coalesce(from_year || '–', '') || year as period,
    case when is_met then 'yes' when not is_met then 'no' else 'unknown' end as met,
    subject.cluster_en,
    subject.cluster_zh,
    against.cluster_en as other_cluster_en,
    against.cluster_zh as other_cluster_zh,
    dimension_en,
    dimension_zh
from marts.fct_claim_fact as fact
left join marts.dim_cluster as subject using (cluster_id)
left join marts.dim_cluster as against
    on fact.other_cluster_id = against.cluster_id
left join marts.dim_dimension using (dimension_id)
where scenario_id = $reading and claim_id = $claim
order by fact_id
