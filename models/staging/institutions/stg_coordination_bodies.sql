with seed as (
    select * from {{ ref('coordination_bodies') }}
),

final as (
    select
        body_id,
        cluster_id,
        since_year,
        level,
        function,
        title_zh,
        title_en,
        description,
        description_zh,
        note,
        note_zh,
        other_source
    from seed
)

select * from final
