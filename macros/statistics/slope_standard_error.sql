{#
    Standard error of the slope of a straight line fitted by least squares (the slope is
    regr_slope(y, x)). An aggregate.

        se = sqrt((Syy - Sxy^2 / Sxx) / (n - 2) / Sxx)

    Zero rule    points on one line have 0; all points at one x have no slope: null.
    Null rule    pairs with a null are left out; fewer than three pairs give null.

    y   numeric expression
    x   numeric expression

    Example: {{ slope_standard_error('ln_cv', 'year') }}
    The points (0, 0), (1, 3) and (2, 0) have slope 0, Syy 6, Sxx 2 and standard error
    sqrt(6 / 1 / 2) = 1.732.
#}
{% macro slope_standard_error(y, x) -%}
    {%- if not x -%}
        {{ exceptions.raise_compiler_error(
            "slope_standard_error: x is '" ~ x ~ "', expected a numeric expression") }}
    {%- endif -%}
    {#- Rounding can leave a sum of squares of -1e-17 where points are on one line.
        1.0 * because the count has no sign on DuckDB. -#}
    sqrt(
        greatest(
            regr_syy({{ y }}, {{ x }})
            - power(regr_sxy({{ y }}, {{ x }}), 2)
            / nullif(regr_sxx({{ y }}, {{ x }}), 0),
            0
        )
        / nullif(1.0 * regr_count({{ y }}, {{ x }}) - 2, 0)
        / nullif(regr_sxx({{ y }}, {{ x }}), 0)
    )
{%- endmacro %}
