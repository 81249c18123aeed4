with seed as (
    select * from {{ ref('value_flags') }}
),

final as (
    select
        source_id,
        variable_id,
        city_id,
        year,
        flag
    from seed
)

select * from final
