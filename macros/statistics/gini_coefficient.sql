{#
    Gini coefficient of a group: half the mean absolute difference over all pairs, as a
    share of the mean. 0 where all values are equal, below 1. An aggregate.

        G = sum over i of (2 i - n - 1) x_i / (n sum of x)
        x_1 <= ... <= x_n; the pairs are those of n values with themselves (n squared)

    Domain       values of 0 or above. A negative value gives null: shares of a sum are
                 then no shares.
    Zero rule    a group whose values are all equal but for rounding (same_number) has
                 0, also where all are 0.
    Null rule    null values are left out; no value gives null; one value gives 0.

    value        numeric expression
    value_rank   rank of the value among those of its group that are not null: 1 is the
                 smallest, equal values in any order. A window function, so the caller
                 computes it in a CTE before. Counting, not numbering, keeps it right
                 where an engine sorts nulls first:
                     count(value) over (
                         partition by group_id
                         order by value
                         rows between unbounded preceding and current row
                     ) as value_rank

    Example: {{ gini_coefficient('value', 'value_rank') }}
    The values 1 and 3 have ranks 1 and 2 and Gini coefficient (-1 + 3) / (2 x 4) = 0.25.
#}
{% macro gini_coefficient(value, value_rank) -%}
    {%- if not value_rank -%}
        {{ exceptions.raise_compiler_error(
            "gini_coefficient: value_rank is '" ~ value_rank
            ~ "', expected a column with the rank of the value in its group") }}
    {%- endif -%}
    case
        when min({{ value }}) < 0 then null
        when {{ same_number('min(' ~ value ~ ')', 'max(' ~ value ~ ')') }} then 0
        else (
            2 * sum(({{ value_rank }}) * ({{ value }}))
            - (count({{ value }}) + 1) * sum({{ value }})
        ) / nullif(count({{ value }}) * sum({{ value }}), 0)
    end
{%- endmacro %}
