with rows_of_files as (
    {{ seed_and_landing('exchange_rates') }}
),

final as (
    select
        year,
        yuan_per_usd,
        source_id
    from rows_of_files
)

select * from final
