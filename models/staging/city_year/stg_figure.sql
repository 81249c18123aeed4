with of_seeds as (
    {{ figures_of_seeds() }}
),

landed as (
    {{ landed_values() }}
),

final as (
    select
        city_id,
        variable_id,
        source_id,
        seed_name,
        cast(null as {{ dbt.type_string() }}) as landed_flags,
        year,
        published_value
    from of_seeds
    union all
    select
        city_id,
        variable_id,
        source_id,
        seed_name,
        landed_flags,
        year,
        published_value
    from landed
)

select * from final
