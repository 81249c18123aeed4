with rows_of_files as (
    {{ seed_and_landing('clusters') }}
),

final as (
    select
        cluster_id,
        cluster_zh,
        cluster_en,
        river_reach,
        sort_order
    from rows_of_files
)

select * from final
