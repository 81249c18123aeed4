with rows_of_files as (
    select * from {{ ref('units') }}
),

final as (
    select
        unit,
        unit_en,
        unit_zh,
        quantity,
        per_quantity
    from rows_of_files
)

select * from final
