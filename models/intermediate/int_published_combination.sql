with variables as (
    select * from {{ ref('variables') }}
),

published as (
    select distinct
        variable_id,
        source_id,
        year
    from {{ ref('stg_figure') }}
),

candidates as (
    select
        variable_id,
        source_id
    from published
    union all
    -- Counts of a publication may give a rate (int_chosen_value): one more candidate
    -- beside the published rates.
    select
        'urbanisation_rate' as variable_id,
        'derived' as source_id
    from published
    where variable_id = 'urban_resident_population'
),

contested as (
    select variable_id
    from candidates
    group by variable_id
    having min(source_id) <> max(source_id)
),

final as (
    select
        published.variable_id,
        published.source_id,
        published.year,
        contested.variable_id is not null
        or coalesce(variables.fill_rule, 'none') = 'linear'
        or published.variable_id in ('urban_resident_population', 'resident_population')
            as needs_choice
    from published
    left join contested
        on published.variable_id = contested.variable_id
    left join variables
        on published.variable_id = variables.variable_id
)

select * from final
