with seed as (
    select * from {{ ref('exchange_rates') }}
),

final as (
    select
        year,
        yuan_per_usd,
        publication
    from seed
)

select * from final
