with rows_of_files as (
    {{ seed_and_landing('sources') }}
),

final as (
    select
        source_id,
        precedence,
        publisher,
        title_en,
        title_zh,
        data_years,
        note
    from rows_of_files
)

select * from final
