with final as (
    select * from {{ ref('stg_indicators') }}
)

select * from final
