with final as (
    select * from {{ ref('published_between_cluster_cv') }}
)

select * from final
