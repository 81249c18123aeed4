with final as (
    select distinct year from {{ ref('int_published_value') }}
)

select * from final
