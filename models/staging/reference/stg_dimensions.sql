with seed as (
    select * from {{ ref('dimensions') }}
),

final as (
    select
        dimension_id,
        dimension_en,
        dimension_zh,
        sort_order
    from seed
)

select * from final
