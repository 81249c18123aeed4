with final as (
    select * from {{ ref('int_cluster_size') }}
)

select * from final
