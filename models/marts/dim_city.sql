with final as (
    select * from {{ ref('stg_cities') }}
)

select * from final
