with cluster_sizes as (
    select * from {{ ref('int_cluster_size') }}
),

membership_schemes as (
    select * from {{ ref('membership_schemes') }}
),

final as (
    select cluster_sizes.*
    from cluster_sizes
    inner join membership_schemes
        on cluster_sizes.membership_scheme_id = membership_schemes.membership_scheme_id
)

select * from final
