{#
    One row per value of the landed panel and flag, in the columns of value_flags; for
    seed_and_landing, which adds them to the seed.

    Example: {{ panel_flags() }}
#}
{% macro panel_flags() -%}
    select
        cast(source_id as {{ dbt.type_string() }}) as source_id,
        cast(variable_id as {{ dbt.type_string() }}) as variable_id,
        cast(city_id as {{ dbt.type_string() }}) as city_id,
        cast(year as integer) as year,
        {{ parts_of_text('flag') }} as flag
    from {{ source('landing', 'panel') }}
    where flag <> ''
{%- endmacro %}

{#
    A row per part of a text whose parts are separated by semicolons.

    text   text expression
#}
{% macro parts_of_text(text) -%}
    {{ return(adapter.dispatch("parts_of_text", "integration_index")(text)) }}
{%- endmacro %}

{% macro default__parts_of_text(text) -%}
    unnest(string_split({{ text }}, ';'))
{%- endmacro %}

{% macro postgres__parts_of_text(text) -%}
    unnest(string_to_array({{ text }}, ';'))
{%- endmacro %}

{% macro spark__parts_of_text(text) -%}
    explode(split({{ text }}, ';'))
{%- endmacro %}
