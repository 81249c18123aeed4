with assessed as (
    select * from {{ ref('int_assessed_value') }}
),

chosen as (
    select * from {{ ref('int_chosen_value') }}
),

other_variables as (
    select * from {{ ref('int_published_variable') }}
    where not is_chosen
),

-- Most variables stand in one publication alone: nothing is to be chosen.
final as (
    select
        city_id,
        variable_id,
        source_id,
        seed_name,
        status,
        year,
        value,
        published_value
    from chosen
    union all
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
    inner join other_variables
        on assessed.variable_id = other_variables.variable_id
    where assessed.usable_value is not null
)

select * from final
