with seed as (
    select * from {{ ref('variables') }}
),

final as (
    select
        variable_id,
        unit,
        variable_en,
        variable_zh,
        role,
        fill_rule,
        valid_min,
        valid_max,
        definition
    from seed
)

select * from final
