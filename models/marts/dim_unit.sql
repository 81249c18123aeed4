with units as (
    select * from {{ ref('stg_units') }}
),

final as (
    select
        unit,
        unit_en,
        unit_zh
    from units
)

select * from final
