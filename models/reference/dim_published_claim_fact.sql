with final as (
    select * from {{ ref('published_claim_facts') }}
)

select * from final
