{#
    Coefficient of variation of a group: CV = sd / |mean|. An aggregate.

    Domain       a ratio scale: values of one sign, 0 among them or not. Values of both
                 signs have none and give null: their mean may lie as near to 0 as it
                 likes, and the CV grows without a bound. Of n values of one sign it is
                 at most sqrt(n - 1) (population).
    Zero rule    a group whose values are all equal but for rounding (same_number) has
                 CV 0, also where all are 0.
    Null rule    null values are left out; no value gives null; one value gives 0
                 (population) or null (sample, whose sd is undefined).
                 How many values are enough is the caller's question.

    value   numeric expression
    sd      'population' (divide by n) or 'sample' (divide by n - 1)

    Example: {{ coefficient_of_variation('value', sd='population') }}
    The values 1 and 3 have mean 2, population sd 1 and CV 0.5.
#}
{% macro coefficient_of_variation(value, sd) -%}
    {%- if sd not in ['population', 'sample'] -%}
        {{ exceptions.raise_compiler_error(
            "coefficient_of_variation: sd is '" ~ sd
            ~ "', expected one of [population, sample]") }}
    {%- endif -%}
    {%- set function = 'stddev_pop' if sd == 'population' else 'stddev_samp' -%}
    {#- Equal values are told by min and max: their computed sd may be 1e-17. -#}
    case
        when {{ function }}({{ value }}) is null then null
        when {{ same_number('min(' ~ value ~ ')', 'max(' ~ value ~ ')') }} then 0
        when min({{ value }}) < 0 and max({{ value }}) > 0 then null
        else {{ function }}({{ value }}) / nullif(abs(avg({{ value }})), 0)
    end
{%- endmacro %}
