{#
    Schema names as written: raw, staging, intermediate, marts.

    dbt would prefix them with the target schema (main_marts); analysts should be
    able to type marts.fct_integration_index.
#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}
