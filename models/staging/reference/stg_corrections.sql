with seed as (
    select * from {{ ref('corrections') }}
),

final as (
    select
        source_id,
        variable_id,
        city_id,
        year,
        published_value,
        value_used,
        reason
    from seed
)

select * from final
