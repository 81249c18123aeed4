with rows_of_files as (
    select * from {{ ref('flag_rules') }}
),

final as (
    select
        flag,
        coalesce(variable_id, 'all') as variable_id,
        treatment,
        description
    from rows_of_files
)

select * from final
