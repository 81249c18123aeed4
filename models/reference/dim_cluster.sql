with final as (
    {{ seed_and_landing('clusters') }}
)

select * from final
