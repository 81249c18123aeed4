with choices as (
    select * from {{ ref('reading_choices') }}
    where is_drawn
),

edge_rules as (
    select * from {{ ref('uncertainty_options') }}
),

options as (
    select
        choice_id as uncertainty_id,
        option_id,
        option_number,
        is_paper
    from choices
    union all
    select
        uncertainty_id,
        option_id,
        option_number,
        is_paper
    from edge_rules
),

-- Numbered from 0 without gaps, to be drawn.
final as (
    select
        uncertainty_id,
        option_id,
        row_number() over (
            partition by uncertainty_id
            order by option_number
        ) - 1 as place,
        count(*) over (partition by uncertainty_id) as n_options,
        is_paper
    from options
)

select * from final
