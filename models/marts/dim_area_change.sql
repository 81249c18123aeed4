with final as (
    select * from {{ ref('stg_area_changes') }}
)

select * from final
