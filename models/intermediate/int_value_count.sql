with published as (
    select * from {{ ref('int_published_value') }}
),

final as (
    select
        variable_id,
        source_id,
        landed_flags,
        year,
        count(*) as n_published_values
    from published
    group by variable_id, source_id, landed_flags, year
)

select * from final
