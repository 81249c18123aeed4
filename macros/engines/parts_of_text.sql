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
