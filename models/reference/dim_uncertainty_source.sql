with choices as (
    select
        choice_id,
        choice_number,
        choice_en,
        choice_zh,
        count(case when is_drawn then 1 end) as n_drawn
    from {{ ref('reading_choices') }}
    where is_drawn or is_combined
    group by choice_id, choice_number, choice_en, choice_zh
),

others as (
    select * from {{ ref('uncertainty_sources') }}
),

final as (
    select
        choice_id as uncertainty_id,
        'method' as uncertainty_group,
        choice_en as uncertainty_en,
        choice_zh as uncertainty_zh,
        choice_number as sort_order,
        n_drawn > 1 as is_on
    from choices
    union all
    select
        uncertainty_id,
        uncertainty_group,
        uncertainty_en,
        uncertainty_zh,
        sort_order,
        is_on
    from others
)

select * from final
