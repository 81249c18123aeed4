{#
    One row per publication, city, year and variable that landed as a tidy file, in the
    columns of unpivot_city_year; no row where the build was given none.

    Example: {{ landed_values() }}
#}
{% macro landed_values() -%}
    {%- if 'city_year_values' in var('landing', []) -%}
    select
        city_id,
        variable_id,
        source_id,
        seed_name,
        year,
        published_value
    from {{ source('landing', 'city_year_values') }}
    {%- else -%}
    select
        cast(null as {{ dbt.type_string() }}) as city_id,
        cast(null as {{ dbt.type_string() }}) as variable_id,
        cast(null as {{ dbt.type_string() }}) as source_id,
        cast(null as {{ dbt.type_string() }}) as seed_name,
        cast(null as integer) as year,
        cast(null as {{ dbt.type_float() }}) as published_value
    where 1 = 0
    {%- endif -%}
{%- endmacro %}
