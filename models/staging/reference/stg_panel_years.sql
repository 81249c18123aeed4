with seed as (
    select * from {{ ref('panel_years') }}
),

final as (
    select
        panel_id,
        year
    from seed
)

select * from final
