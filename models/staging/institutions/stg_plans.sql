with seed as (
    select * from {{ ref('plans') }}
),

final as (
    select
        plan_id,
        cluster_id,
        year,
        level,
        title_zh,
        title_en,
        issuing_body_zh,
        issuing_body_en,
        description,
        description_zh,
        note,
        note_zh,
        other_source
    from seed
)

select * from final
