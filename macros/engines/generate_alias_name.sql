{#
    Names of tables: those of the models, in schema core without the prefix (core.city).
#}
{% macro generate_alias_name(custom_alias_name=none, node=none) -%}
    {%- set name = custom_alias_name or node.name -%}
    {{ return(name[5:] if name.startswith("core_") else name) }}
{%- endmacro %}
