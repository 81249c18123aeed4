with variables as (
    select * from {{ ref('variables') }}
),

observations as (
    select * from {{ ref('fct_observation') }}
),

counted as (
    select
        variable_id,
        count(*) as n_observations,
        min(year) as first_year,
        max(year) as last_year
    from observations
    group by variable_id
),

units as (
    select * from {{ ref('units') }}
),

final as (
    select
        variables.variable_id,
        variables.variable_en,
        variables.variable_zh,
        variables.unit,
        coalesce(units.unit_en, variables.unit) as unit_en,
        coalesce(units.unit_zh, variables.unit) as unit_zh,
        variables.role,
        variables.definition,
        counted.first_year,
        counted.last_year,
        coalesce(counted.n_observations, 0) as n_observations
    from variables
    left join counted
        on variables.variable_id = counted.variable_id
    left join units
        on variables.unit = units.unit
)

select * from final
