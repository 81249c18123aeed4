with rows_of_files as (
    {{ seed_and_landing('panel_years') }}
),

final as (
    select
        panel_id,
        year
    from rows_of_files
)

select * from final
