with rows_of_files as (
    {{ seed_and_landing('reading_choices') }}
),

final as (
    select
        choice_id,
        option_id,
        option_number,
        choice_en,
        option_en,
        is_paper,
        is_combined
    from rows_of_files
)

select * from final
