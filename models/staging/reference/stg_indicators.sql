with rows_of_files as (
    {{ seed_and_landing('indicators') }}
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
        rate_variable_id,
        multiplier,
        gap_rule,
        alternative_of,
        alternative_option,
        definition,
        definition_zh,
        data_note,
        data_note_zh,
        is_landed
    from rows_of_files
)

select * from final
