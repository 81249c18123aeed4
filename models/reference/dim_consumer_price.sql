with final as (
    {{ seed_and_landing('consumer_prices') }}
)

select * from final
