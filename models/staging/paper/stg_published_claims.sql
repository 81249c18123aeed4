with seed as (
    select * from {{ ref('published_claims') }}
),

final as (
    select
        claim_id,
        claim_number,
        claim_en,
        claim_zh,
        other_wording_en,
        other_wording_zh
    from seed
)

select * from final
