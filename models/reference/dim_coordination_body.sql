with final as (
    select * from {{ ref('coordination_bodies') }}
)

select * from final
