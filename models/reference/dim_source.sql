with final as (
    {{ seed_and_landing('sources') }}
)

select * from final
