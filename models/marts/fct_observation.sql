with final as (
    select * from {{ ref('int_observation') }}
)

select * from final
