with rows_of_files as (
    {{ seed_and_landing('series_breaks') }}
),

final as (
    select
        indicator_id,
        year,
        break_type,
        reason,
        reason_zh
    from rows_of_files
)

select * from final
