with rows_of_files as (
    {{ seed_and_landing('cities') }}
),

final as (
    select
        city_id,
        code_system,
        city_zh,
        city_en,
        province_zh,
        province_en,
        lon,
        lat,
        boundary_note
    from rows_of_files
)

select * from final
