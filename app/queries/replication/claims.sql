-- The paper's claims with their outcome, and the share of the draws that bear them out.
select
    dim_claim.*,
    fct_claim.*,
    case outcome
        when 'reproduced' then 'yes' when 'not_reproduced' then 'no' else 'unknown'
    end as met,
    said(
        other_wording_outcome <> outcome,
        {
            'say': 'claims.read_otherwise',
            'outcome': { 'say': 'outcome.' || other_wording_outcome }
        }
    ) as otherwise,
    { 'say': 'claims.met', 'n': n_facts_met, 'all': n_facts } as facts_met,
    share_reproduced,
    share_not_testable
from marts.fct_claim
inner join marts.dim_claim using (claim_id)
left join marts.fct_claim_probability
    on fct_claim.claim_id = fct_claim_probability.claim_id and experiment_id = 'joint'
where scenario_id = $reading
order by claim_number
