{#
    The rows of a reference seed and, where the build was given any, the rows of the same
    shape that landed beside it; is_landed tells them apart.

    seed   name of the seed; a landed table has the same name and columns

    The list `landing` of dbt's vars names the landed tables; the pipeline sets it after
    it has checked and loaded them. Without it there is the seed alone.

    Example: {{ seed_and_landing('cities') }}
#}
{% macro seed_and_landing(seed) -%}
    select *, false as is_landed from {{ ref(seed) }}
    {%- if seed in var('landing', []) %}
    union all
    select *, true as is_landed from {{ source('landing', seed) }}
    {%- endif %}
{%- endmacro %}
