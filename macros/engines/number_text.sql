{#
    A number as text, the same on every engine: the fewest digits that give the number,
    a whole number with one decimal place.

    Null rule    null in, null out.

    number   numeric expression of type double, 0 or between 0.001 and 10 million in size

    Example: 2 gives '2.0', 0.928 gives '0.928'.
#}
{% macro number_text(number) -%}
    {{ return(adapter.dispatch("number_text", "integration_index")(number)) }}
{%- endmacro %}

{% macro default__number_text(number) -%}
    cast({{ number }} as {{ dbt.type_string() }})
{%- endmacro %}

{# PostgreSQL writes 2 for 2.0. #}
{% macro postgres__number_text(number) -%}
    cast({{ number }} as text)
    || case when {{ number }} = trunc({{ number }}) then '.0' else '' end
{%- endmacro %}
