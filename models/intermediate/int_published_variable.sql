with published as (
    select * from {{ ref('int_published_combination') }}
),

urbanisation_from_counts as (
    select * from {{ ref('int_urbanisation_from_counts') }}
),

variables as (
    select * from {{ ref('stg_variables') }}
),

candidates as (
    select
        variable_id,
        source_id
    from published
    union all
    select
        variable_id,
        'derived' as source_id
    from urbanisation_from_counts
),

counted as (
    select
        variable_id,
        min(source_id) <> max(source_id) as is_contested
    from candidates
    group by variable_id
),

final as (
    select
        counted.variable_id,
        counted.is_contested
        or coalesce(variables.fill_rule, 'none') = 'linear' as is_chosen
    from counted
    left join variables
        on counted.variable_id = variables.variable_id
)

select * from final
