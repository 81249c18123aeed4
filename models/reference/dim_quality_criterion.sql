with final as (
    select
        criterion_id,
        sort_order,
        highest_a,
        highest_b,
        highest_c,
        criterion_en,
        criterion_zh,
        reason
    from {{ ref('quality_criteria') }}
)

select * from final
