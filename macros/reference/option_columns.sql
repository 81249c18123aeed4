{#
    The options of choices as columns, one for each choice, from rows of scenario_id,
    choice_id and option_id that are grouped by scenario_id.

    Null rule: a choice that a group has no row of is null.

    choices   list of choice_id

    Example: select scenario_id, {{ option_columns(['sd_type', 'cv_pool']) }}
        from dim_scenario_choice group by scenario_id
#}
{% macro option_columns(choices) -%}
    {%- for choice in choices %}
    max(case when choice_id = '{{ choice }}' then option_id end) as {{ choice }}
    {{- "," if not loop.last }}
    {%- endfor %}
{%- endmacro %}
