with rows_of_files as (
    {{ seed_and_landing('dimensions') }}
),

final as (
    select
        dimension_id,
        dimension_en,
        dimension_zh,
        sort_order,
        is_landed
    from rows_of_files
)

select * from final
