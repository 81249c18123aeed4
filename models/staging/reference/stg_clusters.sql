with seed as (
    select * from {{ ref('clusters') }}
),

final as (
    select
        cluster_id,
        cluster_zh,
        cluster_en,
        river_reach,
        sort_order
    from seed
)

select * from final
