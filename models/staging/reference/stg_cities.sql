with seed as (
    select * from {{ ref('cities') }}
),

final as (
    select
        city_id,
        city_zh,
        city_en,
        province_zh,
        province_en,
        lon,
        lat,
        boundary_note
    from seed
)

select * from final
