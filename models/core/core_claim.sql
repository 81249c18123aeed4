with claims as (
    select * from {{ ref('published_claims') }}
),

outcomes as (
    select * from {{ ref('fct_claim') }}
    where scenario_id = 'paper'
),

final as (
    select
        claims.claim_id,
        claims.claim_en,
        claims.claim_zh,
        outcomes.outcome,
        outcomes.evidence_for,
        outcomes.evidence_against,
        outcomes.evidence_missing,
        claims.other_wording_en,
        claims.other_wording_zh,
        outcomes.other_wording_outcome,
        claims.claim_number,
        outcomes.n_facts,
        outcomes.n_facts_met
    from claims
    inner join outcomes
        on claims.claim_id = outcomes.claim_id
)

select * from final
