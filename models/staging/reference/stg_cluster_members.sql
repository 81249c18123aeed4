with seed as (
    select * from {{ ref('cluster_members') }}
),

final as (
    select
        membership_scheme_id,
        cluster_id,
        city_id,
        is_whole_city,
        extent_note
    from seed
)

select * from final
