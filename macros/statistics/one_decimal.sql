{#
    A number as text with one decimal, for sentences.

    Null rule    null in, null out.

    value      numeric expression
    has_sign   whether a number that is not negative gets a plus sign

    Example: {{ one_decimal('lead', has_sign=true) }} gives '+9.8', '-0.4' or '+0.0'.
#}
{% macro one_decimal(value, has_sign=false) -%}
    {%- set rounded = 'cast(' ~ value ~ ' as decimal(18, 1))' -%}
    (
        {%- if has_sign %}case when {{ rounded }} >= 0 then '+' else '' end || {% endif -%}
        cast({{ rounded }} as {{ dbt.type_string() }})
    )
{%- endmacro %}
