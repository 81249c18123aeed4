{#
    One row per publication, city, year and variable that a seed of figures has a value
    for: all that dbt_project.yml lists as figure_seeds, in long form.

    A seed of figures is named <source_id>__<topic>; its value columns are those of its
    column_types but for city_id, city_zh and year, and each is a variable_id of variables.
    One that is not listed is an error: its values would be missing in silence.

    Null rule: as in unpivot_city_year, an empty cell gives no row.

    Example: {{ figures_of_seeds() }}
#}
{% macro figures_of_seeds() -%}
    {%- set listed = var('figure_seeds') %}
    {%- set seeds = graph.nodes.values() | selectattr('resource_type', 'equalto', 'seed')
        | list if execute else [] %}
    {%- for seed in seeds if '__' in seed.name and seed.name not in listed %}
    {{- exceptions.raise_compiler_error(
        "figures_of_seeds: the seed " ~ seed.name
        ~ " is not in figure_seeds of dbt_project.yml") }}
    {%- endfor %}
    {%- for name in listed %}
    {%- set relation = ref(name) %}
    {#- dbt collects references before it knows the columns of seeds. #}
    {{- "select * from " ~ relation if not execute }}
    {%- for seed in seeds if seed.name == name %}
    {{- unpivot_city_year(
        relation,
        name.split('__')[0],
        name,
        seed.config.column_types | reject('in', ['city_id', 'city_zh', 'year']) | list
    ) }}
    {%- endfor %}
    {{- "\n    union all\n    " if not loop.last }}
    {%- endfor %}
{%- endmacro %}
