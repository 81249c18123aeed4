with final as (
    select * from {{ ref('stg_frozen_bounds') }}
)

select * from final
