with seed as (
    select * from {{ ref('high_speed_rail_openings') }}
),

final as (
    select
        city_id,
        city_zh,
        new_line_opened_on,
        new_line_zh,
        any_line_opened_on,
        upgraded_line_zh,
        basis,
        recorded_until_year
    from seed
)

select * from final
