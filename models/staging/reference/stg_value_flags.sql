with rows_of_files as (
    {{ seed_and_landing('value_flags') }}
),

final as (
    select
        source_id,
        variable_id,
        city_id,
        year,
        flag,
        note,
        note_zh
    from rows_of_files
)

select * from final
