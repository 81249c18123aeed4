with paper as (
    select membership_scheme_id
    from {{ ref('dim_scenario') }}
    where scenario_id = 'paper'
),

clusters as (
    select * from {{ ref('clusters') }}
),

sizes as (
    select * from {{ ref('dim_cluster_size') }}
),

final as (
    select
        clusters.cluster_id,
        clusters.cluster_en,
        clusters.cluster_zh,
        clusters.sort_order,
        sizes.n_members,
        sizes.size_adjustment
    from paper
    inner join sizes
        on paper.membership_scheme_id = sizes.membership_scheme_id
    inner join clusters
        on sizes.cluster_id = clusters.cluster_id
)

select * from final
