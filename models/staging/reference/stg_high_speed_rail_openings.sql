with rows_of_files as (
    {{ seed_and_landing('high_speed_rail_openings') }}
),

final as (
    select
        city_id,
        city_zh,
        new_line_opened_on,
        new_line_zh,
        separate_line_opened_on,
        any_line_opened_on,
        upgraded_line_zh,
        basis,
        recorded_until_year
    from rows_of_files
)

select * from final
