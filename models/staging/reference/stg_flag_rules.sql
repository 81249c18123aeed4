with seed as (
    select * from {{ ref('flag_rules') }}
),

final as (
    select
        flag,
        variable_id,
        treatment,
        description
    from seed
)

select * from final
