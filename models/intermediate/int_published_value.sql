with final as (
    select
        city_id,
        variable_id,
        source_id,
        seed_name,
        cast(null as {{ dbt.type_string() }}) as landed_flags,
        year,
        published_value
    from {{ ref('stg_figure') }}
    union all
    select
        city_id,
        variable_id,
        source_id,
        seed_name,
        landed_flags,
        year,
        published_value
    from {{ ref('stg_landing__city_year_values') }}
)

select * from final
