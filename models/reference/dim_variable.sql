with final as (
    {{ seed_and_landing('variables') }}
)

select * from final
