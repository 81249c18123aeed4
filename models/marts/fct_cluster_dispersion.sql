with final as (
    select * from {{ ref('int_cluster_dispersion') }}
)

select * from final
