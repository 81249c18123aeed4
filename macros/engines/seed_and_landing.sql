{#
    The rows of a reference seed and, where the build was given any, the rows of the same
    columns that landed beside it.

    seed        name of the seed; a landed table has the same name
    is_landed   whether a column is_landed tells them apart

    The list `landing` of dbt's vars names the landed tables; the pipeline sets it after
    it has checked and loaded them. Without it there is the seed alone.

    Example: {{ seed_and_landing('cities') }}
#}
{% macro seed_and_landing(seed, is_landed=false) -%}
    {%- set found = graph.nodes.values() | selectattr('resource_type', 'equalto', 'seed')
        | selectattr('name', 'equalto', seed) | list if execute else [] %}
    {%- set columns = found[0].config.column_types | join(', ') if found else '*' %}
    select {{ columns }}{{ ", false as is_landed" if is_landed }} from {{ ref(seed) }}
    {%- if seed in var('landing', []) %}
    union all
    select {{ columns }}{{ ", true as is_landed" if is_landed }}
    from {{ source('landing', seed) }}
    {%- endif %}
{%- endmacro %}
