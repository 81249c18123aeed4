with assessed as (
    select * from {{ ref('int_assessed_value') }}
),

urbanisation_from_counts as (
    select * from {{ ref('int_urbanisation_from_counts') }}
),

sources as (
    select * from {{ ref('stg_sources') }}
),

chosen_variables as (
    select * from {{ ref('int_published_variable') }}
    where is_chosen
),

candidates as (
    select
        assessed.city_id,
        assessed.variable_id,
        assessed.source_id,
        assessed.seed_name,
        assessed.assessment as status,
        assessed.year,
        assessed.usable_value as value,
        assessed.published_value
    from assessed
    inner join chosen_variables
        on assessed.variable_id = chosen_variables.variable_id
    where assessed.usable_value is not null
    union all
    select
        city_id,
        variable_id,
        source_id,
        seed_name,
        'derived' as status,
        year,
        value,
        null as published_value
    from urbanisation_from_counts
),

-- A derived value goes before a published one of the same publication.
ordered as (
    select
        candidates.*,
        sources.precedence * 2
        - case when candidates.status = 'derived' then 1 else 0 end as selection_order
    from candidates
    inner join sources
        on candidates.source_id = sources.source_id
),

first_of_each as (
    select
        city_id,
        variable_id,
        year,
        min(selection_order) as selection_order
    from ordered
    group by city_id, variable_id, year
),

final as (
    select
        ordered.city_id,
        ordered.variable_id,
        ordered.source_id,
        ordered.seed_name,
        ordered.status,
        ordered.year,
        ordered.value,
        ordered.published_value
    from ordered
    inner join first_of_each
        on ordered.city_id = first_of_each.city_id
        and ordered.variable_id = first_of_each.variable_id
        and ordered.year = first_of_each.year
        and ordered.selection_order = first_of_each.selection_order
)

select * from final
