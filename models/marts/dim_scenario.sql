with final as (
    select * from {{ ref('stg_scenarios') }}
)

select * from final
