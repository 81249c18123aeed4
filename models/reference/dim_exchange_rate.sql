with final as (
    {{ seed_and_landing('exchange_rates') }}
)

select * from final
