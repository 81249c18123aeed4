with final as (
    {{ seed_and_landing('corrections') }}
)

select * from final
