{#
    One row per publication, city, year and variable that landed as a tidy file, in the
    columns of unpivot_city_year and, of a panel, the flags as they landed; no row where
    the build was given none.

    Files that the pipeline has checked are in landing.city_year_values. A panel too large
    for that is landing.panel, in the columns of the files themselves (docs/engines.md);
    dbt's variable `panel` says where it is.

    Example: {{ landed_values() }}
#}
{% macro landed_values() -%}
    {%- set texts = ["city_id", "variable_id", "source_id"] -%}
    {%- if 'city_year_values' in var('landing', []) -%}
    select
        city_id,
        variable_id,
        source_id,
        seed_name,
        cast(null as {{ dbt.type_string() }}) as landed_flags,
        year,
        published_value
    from {{ source('landing', 'city_year_values') }}
    union all
    {%- endif %}
    {%- if var('panel', none) %}
    select
        {%- for text in texts %}
        cast(
            {% if text == "city_id" %}coalesce(aliases.city_id, panel.city_id)
            {%- else %}panel.{{ text }}{% endif %} as {{ dbt.type_string() }}
        ) as {{ text }},
        {%- endfor %}
        cast('panel' as {{ dbt.type_string() }}) as seed_name,
        cast(nullif(panel.flag, '') as {{ dbt.type_string() }}) as landed_flags,
        cast(panel.year as integer) as year,
        cast(panel.value as {{ dbt.type_float() }}) as published_value
    from {{ source('landing', 'panel') }} as panel
    left join {{ ref('dim_city_alias') }} as aliases
        on panel.city_id = aliases.alias
    where panel.value is not null and {{ years_read("panel.year") }}
    {%- else %}
    select
        {%- for text in texts %}
        cast(null as {{ dbt.type_string() }}) as {{ text }},
        {%- endfor %}
        cast('panel' as {{ dbt.type_string() }}) as seed_name,
        cast(null as {{ dbt.type_string() }}) as landed_flags,
        cast(null as integer) as year,
        cast(null as {{ dbt.type_float() }}) as published_value
    where 1 = 0
    {%- endif -%}
{%- endmacro %}
