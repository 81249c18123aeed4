with final as (
    select * from {{ ref('stg_variables') }}
)

select * from final
