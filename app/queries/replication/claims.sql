-- The paper's claims with their outcome and stability.
select
    dim_claim.*,
    fct_claim.*,
    share_of_readings,
    share_of_arithmetic
from marts.fct_claim
inner join marts.dim_claim using (claim_id)
left join marts.fct_claim_stability using (claim_id)
where scenario_id = $reading
order by claim_number
