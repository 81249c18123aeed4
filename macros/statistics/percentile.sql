{#
    A percentile of a group, between two values in proportion. An aggregate.

    Null rule    null values are left out; no value gives null.

    value   numeric expression
    share   number between 0 and 1: the share of the values below

    Example: {{ percentile('integration_index', 0.5) }}
    The values 1, 2 and 4 have median 2; their 0.75 percentile is 3.
#}
{% macro percentile(value, share) -%}
    percentile_cont({{ share }}) within group (order by {{ value }})
{%- endmacro %}
