with seed_rows as (
    select * from {{ ref('plausible_ranges') }}
),

final as (
    select
        ratio_id,
        numerator_variable_id,
        denominator_variable_id,
        times_variable_id,
        coalesce(lowest_of_city, highest_of_city) is not null as is_compared_by_city
    from seed_rows
)

select * from final
