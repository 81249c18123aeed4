with final as (
    select * from {{ ref('stg_consumer_prices') }}
)

select * from final
