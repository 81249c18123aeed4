with final as (
    select * from {{ ref('stg_clusters') }}
)

select * from final
