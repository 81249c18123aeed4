with final as (
    {{ seed_and_landing('cities') }}
)

select * from final
