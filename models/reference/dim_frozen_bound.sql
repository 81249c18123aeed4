with final as (
    {{ seed_and_landing('frozen_bounds') }}
)

select * from final
