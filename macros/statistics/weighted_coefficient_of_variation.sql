{#
    Weighted coefficient of variation of a group, Williamson's V: the weights are
    populations. An aggregate.

        V = sqrt(sum of p (x - xbar)^2 / sum of p) / |xbar|
        xbar = sum of (p x) / sum of p

    Domain       values of one sign, as for coefficient_of_variation, and weights of 0 or
                 above. Values of both signs give null.
    Zero rule    a group whose values are all equal but for rounding (same_number) has
                 0, also where all are 0; weights that are all 0 give null.
    Null rule    null values are left out, with their weights; no value gives null; one
                 value gives 0. A value whose weight is missing or negative makes the
                 whole null: to leave a city out would be to weigh it with 0.

    value           numeric expression
    weight          numeric expression, 0 or above
    weighted_mean   xbar, the same in every row of the group. A window function, so the
                    caller computes it in a CTE before; the sum of squares about a known
                    mean loses no digits where the values are nearly equal:
                        sum(weight * value) over (partition by group_id)
                        / nullif(sum(weight) over (partition by group_id), 0)

    Example: {{ weighted_coefficient_of_variation('value', 'population', 'xbar') }}
    The values 1 and 5 with weights 3 and 1 have xbar 2 and V = sqrt(12 / 4) / 2 = 0.866.
#}
{% macro weighted_coefficient_of_variation(value, weight, weighted_mean) -%}
    {%- if not weight or not weighted_mean -%}
        {{ exceptions.raise_compiler_error(
            "weighted_coefficient_of_variation: weight is '" ~ weight
            ~ "' and weighted_mean is '" ~ weighted_mean
            ~ "', expected a column with each") }}
    {%- endif -%}
    case
        when count(case when ({{ weight }}) >= 0 then {{ value }} end)
            < count({{ value }})
            then null
        when {{ same_number('min(' ~ value ~ ')', 'max(' ~ value ~ ')') }} then 0
        when min({{ value }}) < 0 and max({{ value }}) > 0 then null
        else
            sqrt(
                sum(({{ weight }}) * power(({{ value }}) - ({{ weighted_mean }}), 2))
                / nullif(
                    sum(case when ({{ value }}) is not null then {{ weight }} end), 0
                )
            ) / nullif(abs(max({{ weighted_mean }})), 0)
    end
{%- endmacro %}
