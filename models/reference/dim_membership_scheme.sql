with final as (
    {{ seed_and_landing('membership_schemes') }}
)

select * from final
