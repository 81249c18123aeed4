with final as (
    select * from {{ ref('stg_plans') }}
)

select * from final
