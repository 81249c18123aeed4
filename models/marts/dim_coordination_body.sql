with final as (
    select * from {{ ref('stg_coordination_bodies') }}
)

select * from final
