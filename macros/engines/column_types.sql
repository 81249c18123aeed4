{#
    Types of columns, as the engine at hand names them.

    The YAML of models and seeds speaks of text, integer, bigint, double, boolean and
    date; casts in SQL use dbt.type_string() and dbt.type_float(). PostgreSQL has no type
    `double`, Spark no type `text`, and dbt's `float` is a 32-bit number on DuckDB and
    Spark. What else is here hands the translated names to the adapters.

    name   a type as the YAML files name it

    Example: {{ column_type('double') }} is `double precision` on PostgreSQL.
#}
{% macro column_type(name) -%}
    {{ return(adapter.dispatch("column_type", "integration_index")(name)) }}
{%- endmacro %}

{% macro default__column_type(name) -%}
    {{ return(name) }}
{%- endmacro %}

{% macro postgres__column_type(name) -%}
    {{ return({"double": "double precision"}.get(name, name)) }}
{%- endmacro %}

{% macro spark__column_type(name) -%}
    {{ return({"text": "string"}.get(name, name)) }}
{%- endmacro %}

{% macro duckdb__type_float() -%}
    {{ return("double") }}
{%- endmacro %}

{% macro spark__type_float() -%}
    {{ return("double") }}
{%- endmacro %}

{# dbt writes the empty table that a contract is compared with by this macro. #}
{% macro postgres__cast(field, type) -%}
    cast({{ field }} as {{ column_type(type) }})
{%- endmacro %}

{% macro spark__cast(field, type) -%}
    cast({{ field }} as {{ column_type(type) }})
{%- endmacro %}

{% macro postgres__get_table_columns_and_constraints() -%}
    {%- for column in model["columns"].values() -%}
        {%- do column.update({"data_type": column_type(column["data_type"])}) -%}
    {%- endfor -%}
    {{ return(table_columns_and_constraints()) }}
{%- endmacro %}
