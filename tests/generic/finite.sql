{#
    Fails with the rows in which a column is NaN or infinite, which SQL arithmetic can
    give where it divides by zero. Null is not a failure.

    columns   list of numeric column names
#}
{% test finite(model, columns) %}

select *
from {{ model }}
where
    {%- for column in columns %}
    {{ "or " if not loop.first }}{{ column }} = cast('NaN' as double precision)
    or abs({{ column }}) = cast('Infinity' as double precision)
    {%- endfor %}

{% endtest %}
