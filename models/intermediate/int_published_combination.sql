with final as (
    select distinct
        variable_id,
        source_id,
        landed_flags,
        year
    from {{ ref('int_published_value') }}
)

select * from final
