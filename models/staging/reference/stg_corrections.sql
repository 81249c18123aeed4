with rows_of_files as (
    {{ seed_and_landing('corrections') }}
),

final as (
    select
        source_id,
        variable_id,
        city_id,
        year,
        published_value,
        value_used,
        reason,
        reason_zh
    from rows_of_files
)

select * from final
