-- The statements of a claim: what the paper says, what these figures give.
select
    fact.*,
    coalesce(from_year || '–', '') || year as period,
    case when is_met then 'yes' when not is_met then 'no' else 'unknown' end as met,
    {
        'say': 'fact',
        'parts': [
            {
                'say': if(against.cluster_id is null, 'fact.of', 'fact.against'),
                'one': called(subject.cluster_en, subject.cluster_zh),
                'other': called(against.cluster_en, against.cluster_zh)
            },
            { 'say': 'fact.of', 'one': called(dimension_en, dimension_zh) },
            { 'say': 'measure.' || measure },
            { 'say': 'fact.of', 'one': called(period, period) }
        ]
    } as fact,
    {
        'say': ['comparison.' || comparison, 'fact.margin'],
        'value': stated(measure, expected_value),
        'tolerance': nullif(tolerance, 0)
    } as expected,
    {
        'say': if(n_sharing_rank > 1, 'claims.shared', 'fact.of'),
        'one': stated(measure, actual_value),
        'n': n_sharing_rank
    } as actual
from marts.fct_claim_fact as fact
left join marts.dim_cluster as subject using (cluster_id)
left join marts.dim_cluster as against
    on fact.other_cluster_id = against.cluster_id
left join marts.dim_dimension using (dimension_id)
where scenario_id = $reading and claim_id = $claim
order by fact_id
