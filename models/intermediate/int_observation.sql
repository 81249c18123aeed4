with selected as (
    select * from {{ ref('int_selected_value') }}
),

interpolated as (
    select * from {{ ref('int_interpolated_value') }}
),

interpolated_urbanisation as (
    select * from {{ ref('int_urbanisation_interpolated') }}
),

variables as (
    select * from {{ ref('stg_variables') }}
),

combined as (
    select
        city_id,
        variable_id,
        source_id,
        seed_name,
        status,
        year,
        value,
        published_value,
        cast(null as integer) as interpolated_from_year,
        cast(null as integer) as interpolated_to_year
    from selected
    union all
    select
        city_id,
        variable_id,
        source_id,
        seed_name,
        'interpolated' as status,
        year,
        value,
        cast(null as {{ dbt.type_float() }}) as published_value,
        interpolated_from_year,
        interpolated_to_year
    from interpolated
    union all
    select
        city_id,
        variable_id,
        source_id,
        seed_name,
        'interpolated' as status,
        year,
        value,
        cast(null as {{ dbt.type_float() }}) as published_value,
        interpolated_from_year,
        interpolated_to_year
    from interpolated_urbanisation
),

final as (
    select
        combined.city_id,
        combined.variable_id,
        combined.source_id,
        combined.year,
        combined.seed_name,
        combined.status,
        variables.unit,
        combined.value,
        combined.published_value,
        combined.interpolated_from_year,
        combined.interpolated_to_year
    from combined
    inner join variables
        on combined.variable_id = variables.variable_id
)

select * from final
