with final as (
    select * from {{ ref('stg_sources') }}
)

select * from final
