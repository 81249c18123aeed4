with seed as (
    select * from {{ ref('indicators') }}
),

final as (
    select
        indicator_id,
        dimension_id,
        sort_order,
        indicator_en,
        indicator_zh,
        unit,
        direction,
        numerator_variable_id,
        denominator_variable_id,
        multiplier,
        gap_rule,
        alternative_of,
        alternative_option,
        definition,
        data_note
    from seed
)

select * from final
