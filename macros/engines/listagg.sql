{#
    Joined texts on Spark: in order, and null where there is none.

    The adapter collects a list without order, which joins to '' where it is empty.
#}
{% macro spark__listagg(measure, delimiter_text, order_by_clause, limit_num) -%}
    listagg({{ measure }}, {{ delimiter_text }})
    {%- if order_by_clause %} within group ({{ order_by_clause }}){% endif -%}
{%- endmacro %}
