with final as (
    select * from {{ ref('stg_published_claims') }}
)

select * from final
