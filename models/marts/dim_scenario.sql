with final as (
    select * from {{ ref('int_scenario') }}
)

select * from final
