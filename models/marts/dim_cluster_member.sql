with final as (
    select * from {{ ref('stg_cluster_members') }}
)

select * from final
