{#
    Standard error of the slope of a straight line fitted by least squares (the slope is
    regr_slope(y, x)). An aggregate.

        se = sqrt((Syy - Sxy^2 / Sxx) / (n - n_levels - 1) / Sxx)

    Zero rule    points on one line have 0; all points at one x have no slope: null.
    Null rule    pairs with a null are left out; as many pairs as the line has
                 parameters (n_levels + 1), or fewer, give null.

    y, x       numeric expressions
    n_levels   numeric expression: levels of the line, default 1. A line that may shift
               at breaks has a level per segment; y and x are then deviations from the
               means of their segment.

    Example: {{ slope_standard_error('ln_cv', 'year') }}
    The points (0, 0), (1, 3) and (2, 0) have slope 0, Syy 6, Sxx 2 and standard error
    sqrt(6 / 1 / 2) = 1.732.
#}
{% macro slope_standard_error(y, x, n_levels=1) -%}
    {%- if n_levels is number and n_levels < 1 -%}
        {{ exceptions.raise_compiler_error(
            "slope_standard_error: n_levels is '" ~ n_levels
            ~ "', expected a number of at least 1") }}
    {%- endif -%}
    {#- Rounding can leave a sum of squares of -1e-17 where points are on one line.
        1.0 * because the count has no sign on DuckDB. -#}
    case
        when regr_count({{ y }}, {{ x }}) > ({{ n_levels }}) + 1 then sqrt(
            greatest(
                regr_syy({{ y }}, {{ x }})
                - power(regr_sxy({{ y }}, {{ x }}), 2)
                / nullif(regr_sxx({{ y }}, {{ x }}), 0),
                0
            )
            / nullif(1.0 * regr_count({{ y }}, {{ x }}) - ({{ n_levels }}) - 1, 0)
            / nullif(regr_sxx({{ y }}, {{ x }}), 0)
        )
    end
{%- endmacro %}
