with final as (
    {{ seed_and_landing('value_flags') }}
)

select * from final
