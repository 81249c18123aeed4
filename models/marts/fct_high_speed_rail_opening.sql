with final as (
    select * from {{ ref('stg_high_speed_rail_openings') }}
)

select * from final
