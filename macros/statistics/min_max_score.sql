{#
    Min-max normalisation of a value between two bounds: 0 to scale.

        ascending    scale (value - lower) / (upper - lower)
        descending   scale (upper - value) / (upper - lower)    (the inverse min-max)

    Domain       a value between the bounds; one beyond them scores below 0 or above scale:
                 the caller bounds it first.
    Zero rule    bounds that are equal but for rounding (same_number): undefined, null.
                 Never a division by zero.
    Null rule    null in, null out.

    value, lower, upper   numeric expressions
    direction             'ascending' or 'descending'
    scale                 top of the range, default 1

    Example: {{ min_max_score('cv', 'min_cv', 'max_cv', 'descending', scale=100) }}
    CV 0.5 between 0 and 2 scores 75.

    Do not write scale * (upper - value) / (upper - lower): the bounds would come out
    as 100.00000000000001.
#}
{% macro min_max_score(value, lower, upper, direction, scale=1) -%}
    {%- if direction not in ['ascending', 'descending'] -%}
        {{ exceptions.raise_compiler_error(
            "min_max_score: direction is '" ~ direction
            ~ "', expected one of [ascending, descending]") }}
    {%- endif -%}
    {%- if scale is not number or scale <= 0 -%}
        {{ exceptions.raise_compiler_error(
            "min_max_score: scale is '" ~ scale ~ "', expected a number above 0") }}
    {%- endif -%}
    {%- set distance = '(' ~ value ~ ') - (' ~ lower ~ ')' if direction == 'ascending'
        else '(' ~ upper ~ ') - (' ~ value ~ ')' -%}
    (
        case when not {{ same_number(upper, lower) }}
            then ({{ distance }}) / nullif(({{ upper }}) - ({{ lower }}), 0) * {{ scale }}
        end
    )
{%- endmacro %}
