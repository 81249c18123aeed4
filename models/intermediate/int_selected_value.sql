with assessed as (
    select * from {{ ref('int_assessed_value') }}
),

chosen as (
    select * from {{ ref('int_chosen_value') }}
),

contested_variables as (
    select * from {{ ref('int_contested_variable') }}
),

sources as (
    select * from {{ ref('stg_sources') }}
),

-- Nothing is to be chosen where one publication alone has the variable.
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
    inner join sources
        on assessed.source_id = sources.source_id
    left join contested_variables
        on assessed.variable_id = contested_variables.variable_id
    where
        assessed.usable_value is not null
        and contested_variables.variable_id is null
)

select * from final
