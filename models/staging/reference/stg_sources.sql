with seed as (
    select * from {{ ref('sources') }}
),

final as (
    select
        source_id,
        precedence,
        publisher,
        title_en,
        title_zh,
        data_years,
        note
    from seed
)

select * from final
