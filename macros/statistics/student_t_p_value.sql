{#
    The two-sided p-value of Student's t: the probability of a value as far from 0 or
    farther. Exact series for whole degrees of freedom (Abramowitz and Stegun 26.7.3, 26.7.4).

    Domain       1 degree of freedom or more, whole; beyond 60 those of 60 count, which
                 gives a p-value that is too large by 0.001 at most.
    Null rule    null in, null out.

    statistic   numeric expression
    freedom     integer expression: degrees of freedom

    Example: {{ student_t_p_value('slope_t', 'n_years - 2') }}
    2.228 with 10 degrees of freedom gives 0.050.
#}
{% macro student_t_p_value(statistic, freedom) -%}
    {%- set nu = "least(" ~ freedom ~ ", 60)" -%}
    {%- set theta = "atan(abs(" ~ statistic ~ ") / sqrt(cast(" ~ nu ~ " as " ~ dbt.type_float() ~ ")))" -%}
    {%- set even = namespace(coefficient=1.0, terms=[]) -%}
    {%- for power in range(0, 60, 2) -%}
        {%- do even.terms.append(
            "case when " ~ nu ~ " > " ~ power ~ " then " ~ even.coefficient
            ~ " * power(cos(" ~ theta ~ "), " ~ power ~ ") else 0 end") -%}
        {%- set even.coefficient = even.coefficient * (power + 1) / (power + 2) -%}
    {%- endfor -%}
    {%- set odd = namespace(coefficient=1.0, terms=[]) -%}
    {%- for power in range(1, 59, 2) -%}
        {%- do odd.terms.append(
            "case when " ~ nu ~ " > " ~ power ~ " then " ~ odd.coefficient
            ~ " * power(cos(" ~ theta ~ "), " ~ power ~ ") else 0 end") -%}
        {%- set odd.coefficient = odd.coefficient * (power + 1) / (power + 2) -%}
    {%- endfor -%}
    case
        when ({{ statistic }}) is null or ({{ freedom }}) < 1 then null
        when {{ nu }} % 2 = 0
            then greatest(1 - sin({{ theta }}) * ({{ even.terms | join(" + ") }}), 0)
        else greatest(
            1 - 2 / pi() * (
                {{ theta }} + sin({{ theta }}) * ({{ odd.terms | join(" + ") }})
            ), 0
        )
    end
{%- endmacro %}
