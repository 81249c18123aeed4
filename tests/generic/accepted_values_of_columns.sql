{#
    Fails with one row per value that is not among those its column accepts: column_name,
    value, n_rows. One test for the several choice columns of a table. Null is accepted;
    where it must not be, the contract or key says so.

    accepted   mapping of column name to the list of values (texts) that it accepts
#}
{% test accepted_values_of_columns(model, accepted) %}

{%- if accepted is not mapping or accepted | length == 0 -%}
    {{ exceptions.raise_compiler_error(
        "accepted_values_of_columns: accepted is '" ~ accepted
        ~ "', expected a mapping of column names to lists of values") }}
{%- endif %}

{%- for column, values in accepted.items() %}
{{ "union all" if not loop.first }}
select
    '{{ column }}' as column_name,
    {{ column }} as value,
    count(*) as n_rows
from {{ model }}
where {{ column }} not in (
    {%- for value in values %}'{{ value }}'{{ ", " if not loop.last }}{% endfor -%}
)
group by {{ column }}
{%- endfor %}

{% endtest %}
