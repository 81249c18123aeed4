with rows_of_files as (
    {{ seed_and_landing('variables') }}
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
    from rows_of_files
)

select * from final
