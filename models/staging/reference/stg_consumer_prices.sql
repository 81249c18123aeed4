with rows_of_files as (
    {{ seed_and_landing('consumer_prices') }}
),

final as (
    select
        year,
        consumer_price_index,
        source_id
    from rows_of_files
)

select * from final
