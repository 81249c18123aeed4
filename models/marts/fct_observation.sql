with observations as (
    select * from {{ ref('int_observation') }}
),

variables as (
    select * from {{ ref('variables') }}
),

final as (
    select
        observations.city_id,
        observations.variable_id,
        observations.source_id,
        observations.year,
        observations.seed_name,
        observations.status,
        variables.unit,
        observations.value,
        observations.published_value,
        observations.interpolated_from_year,
        observations.interpolated_to_year
    from observations
    inner join variables
        on observations.variable_id = variables.variable_id
)

select * from final
