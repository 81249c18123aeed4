with published as (
    select * from {{ ref('int_published_combination') }}
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
    -- Urban residents of a publication may give a rate (int_urbanisation_from_counts):
    -- one more candidate beside the published rates.
    select
        'urbanisation_rate' as variable_id,
        'derived' as source_id
    from published
    where variable_id = 'urban_resident_population'
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
        or coalesce(variables.fill_rule, 'none') = 'linear' as needs_choice
    from counted
    left join variables
        on counted.variable_id = variables.variable_id
)

select * from final
