with final as (
    select * from {{ ref('plans') }}
)

select * from final
