-- Which of the paper's claims do not hold on these figures, and why?
select
    claim_number,
    claim_en,
    outcome,
    evidence_against
from {{ ref('core_claim') }}
where outcome <> 'reproduced'
order by claim_number
