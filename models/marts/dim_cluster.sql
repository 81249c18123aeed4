with clusters as (
    select * from {{ ref('stg_clusters') }}
),

cluster_sizes as (
    select * from {{ ref('int_cluster_size') }}
),

schemes as (
    select * from {{ ref('stg_membership_schemes') }}
),

final as (
    select
        schemes.membership_scheme_id,
        clusters.cluster_id,
        clusters.cluster_zh,
        clusters.cluster_en,
        clusters.river_reach,
        clusters.sort_order,
        cluster_sizes.n_members,
        cluster_sizes.size_adjustment,
        schemes.is_default as is_default_scheme
    from cluster_sizes
    inner join clusters
        on cluster_sizes.cluster_id = clusters.cluster_id
    inner join schemes
        on cluster_sizes.membership_scheme_id = schemes.membership_scheme_id
)

select * from final
