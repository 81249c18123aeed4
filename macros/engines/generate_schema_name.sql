{#
    Schema names as written: raw, staging, intermediate, marts.

    dbt would prefix them with the target schema (main_marts); analysts should be
    able to type marts.fct_integration_index. On a server the readers' schemas are the
    pipeline's, which publishes: a build has its own (`schema_prefix`), dbt alone dev_marts.
#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ schema_prefix() ~ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}

{% macro schema_prefix() -%}
    {{ return(var("schema_prefix", "" if target.type == "duckdb" else "dev_")) }}
{%- endmacro %}
