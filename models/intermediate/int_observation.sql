with selected as (
    select * from {{ ref('int_selected_value') }}
),

interpolated as (
    select * from {{ ref('int_interpolated_value') }}
    union all
    select * from {{ ref('int_urbanisation_interpolated') }}
),

final as (
    select
        city_id,
        variable_id,
        source_id,
        year,
        seed_name,
        status,
        value,
        published_value,
        is_other_boundary,
        is_doubted,
        is_confirmed,
        cast(null as integer) as interpolated_from_year,
        cast(null as integer) as interpolated_to_year
    from selected
    union all
    select
        city_id,
        variable_id,
        source_id,
        year,
        seed_name,
        'interpolated' as status,
        value,
        cast(null as {{ dbt.type_float() }}) as published_value,
        false as is_other_boundary,
        false as is_doubted,
        false as is_confirmed,
        interpolated_from_year,
        interpolated_to_year
    from interpolated
)

select * from final
