with final as (
    select * from {{ ref('stg_dimensions') }}
)

select * from final
