{#
    Theil index T of a group: 0 where all values are equal, at most ln n. An aggregate.

        T = 1/n sum of (x / mean) ln(x / mean) = sum of (x ln x) / sum of x - ln(mean)

    Domain       values of 0 or above. A negative value gives null: it has no logarithm.
    Zero rule    0 ln 0 is 0; a group whose values are all equal but for rounding
                 (same_number) has 0, also where all are 0.
    Null rule    null values are left out; no value gives null; one value gives 0.

    value   numeric expression

    Example: {{ theil_index('value') }}
    The values 1 and 3 have mean 2 and Theil index 3/4 ln 3 - ln 2 = 0.1308.
#}
{% macro theil_index(value) -%}
    {%- if not value -%}
        {{ exceptions.raise_compiler_error(
            "theil_index: value is '" ~ value ~ "', expected a numeric expression") }}
    {%- endif -%}
    case
        when min({{ value }}) < 0 then null
        when {{ same_number('min(' ~ value ~ ')', 'max(' ~ value ~ ')') }} then 0
        else
            {# The inner case keeps 0 from the logarithm, which fails on PostgreSQL. -#}
            sum(
                case
                    when ({{ value }}) > 0
                        then ({{ value }})
                            * ln(case when ({{ value }}) > 0 then {{ value }} end)
                end
            ) / nullif(sum({{ value }}), 0)
            - ln(avg({{ value }}))
    end
{%- endmacro %}
