with seed as (
    select * from {{ ref('published_between_cluster_cv') }}
),

final as (
    select
        dimension_id,
        year,
        between_cluster_cv
    from seed
)

select * from final
