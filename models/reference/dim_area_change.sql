with final as (
    select
        city_id,
        year,
        change_type,
        area_en,
        area_zh,
        source_en,
        source_zh
    from {{ ref('area_changes') }}
)

select * from final
