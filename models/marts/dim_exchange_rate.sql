with final as (
    select * from {{ ref('stg_exchange_rates') }}
)

select * from final
