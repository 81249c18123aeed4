with final as (
    select * from {{ ref('stg_published_between_cluster_cv') }}
)

select * from final
