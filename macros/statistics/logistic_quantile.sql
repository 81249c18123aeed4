{#
    The quantile of a logistic distribution with mean 0 and standard deviation 1: the error
    of a figure, in its spreads. Its tails are heavier than the normal distribution's, as
    those of the figures that two publications have of the same thing.

        q(u) = -sqrt(3) / pi ln(1 / u - 1)

    Domain       0 <= u < 1.
    Zero rule    0 counts as 1e-12, and what is nearer to 1 as that far from it.
    Null rule    null in, null out.

    uniform   numeric expression, used once

    Example: {{ logistic_quantile('uniform') }}
    0.5 gives 0, 0.9 gives 1.2114.
#}
{% macro logistic_quantile(uniform) -%}
    (-0.5513288954217921 * ln(1.0 / (({{ uniform }}) + 1e-12) - 1.0 + 1e-12))
{%- endmacro %}
