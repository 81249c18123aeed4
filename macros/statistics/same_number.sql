{#
    Whether two numbers are equal but for rounding: they differ by at most 1e-12 of the
    larger of them.

    Figures that are equal to a person, 99.9 in three groups of cities, have means that
    differ in the last bit, which is 1e-16 of them; no figure is printed with twelve
    digits. The unit does not matter, unlike with noise_free, which is for numbers whose
    size is known (scores, ranks, coefficients of variation).

    Zero rule    0 equals 0 alone.
    Null rule    null in, null out.

    first, second   numeric expressions

    Example: {{ same_number('min(value)', 'max(value)') }}
    0.1 + 0.2 and 0.3 are the same number, 0.3 and 0.30000001 are not.
#}
{% macro same_number(first, second) -%}
    abs(({{ first }}) - ({{ second }}))
    <= 1e-12 * greatest(abs({{ first }}), abs({{ second }}))
{%- endmacro %}
