{#
    The 97.5 % quantile of Student's t distribution: a coefficient is significant at the
    5 % level where it is more than this many standard errors from 0. Expansion in
    1 / freedom (Abramowitz and Stegun 26.7.5); within 0.004 from 3 degrees of freedom on.

    Domain       3 degrees of freedom or more; with fewer the expansion is off: null.
    Null rule    null in, null out.

    freedom   numeric expression: degrees of freedom

    Example: {{ student_t_quantile('n_years - 2') }}
    With 10 degrees of freedom it is 2.228, with many 1.960.
#}
{% macro student_t_quantile(freedom) -%}
    (
        case when {{ freedom }} >= 3 then
            1.959964
            + 2.372271 / nullif({{ freedom }}, 0)
            + 2.822492 / nullif(power({{ freedom }}, 2), 0)
            + 2.555852 / nullif(power({{ freedom }}, 3), 0)
            + 1.589536 / nullif(power({{ freedom }}, 4), 0)
        end
    )
{%- endmacro %}
