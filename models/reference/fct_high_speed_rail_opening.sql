with final as (
    {{ seed_and_landing('high_speed_rail_openings') }}
)

select * from final
