{#
    Fails with one row per key that is duplicated or has a null part.

    columns   list of column names (or expressions) that identify a row
#}
{% test primary_key(model, columns) %}

{%- if columns is string or columns | length == 0 -%}
    {{ exceptions.raise_compiler_error(
        "primary_key: columns is '" ~ columns ~ "', expected a list of column names") }}
{%- endif %}

select
    {%- for column in columns %}
    {{ column }} as key_{{ loop.index }},
    {%- endfor %}
    count(*) as n_rows
from {{ model }}
group by
    {%- for column in columns %}
    {{ column }}{{ "," if not loop.last }}
    {%- endfor %}
having
    count(*) > 1
    {%- for column in columns %}
    or count({{ column }}) < count(*)
    {%- endfor %}

{% endtest %}
