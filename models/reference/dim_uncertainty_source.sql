with choices as (
    select
        choice_id,
        choice_number,
        choice_en,
        choice_zh,
        count(*) as n_options
    from {{ ref('dim_reading_choice') }}
    where is_drawn
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
        n_options > 1 as is_on
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
