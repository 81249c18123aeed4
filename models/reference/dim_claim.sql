with final as (
    select * from {{ ref('published_claims') }}
)

select * from final
