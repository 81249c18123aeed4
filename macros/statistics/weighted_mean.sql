{#
    Mean of values, weighted or not. An aggregate.

    Zero rule    weights that add up to 0 give null.
    Null rule    null values are left out with their weights; no value gives null.

    value    numeric expression
    weight   numeric expression, 0 or above; default none: equal weights

    Example: {{ weighted_mean('value', 'weight') }}
    The values 1 and 4 with the weights 2 and 1 have mean 2.
#}
{% macro weighted_mean(value, weight=none) -%}
    {%- if weight is none -%}
        avg({{ value }})
    {%- else -%}
        sum(({{ weight }}) * ({{ value }}))
        / nullif(sum(case when ({{ value }}) is not null then {{ weight }} end), 0)
    {%- endif -%}
{%- endmacro %}
