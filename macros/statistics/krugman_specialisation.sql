{#
    Krugman specialisation index of a city against the pooled other cities of its
    urban agglomeration: sum over sections of |s - s'|, range 0 to 2. An aggregate over
    the sections of one city and year.

        s    employment of the section in the city / employment of the city
        s'   employment of the section in the other cities / employment of the others

    Domain       employment of 0 or above. A negative section gives null: shares of a sum
                 are then no shares.
    Zero rule    no employment in the city or in the others (a city alone in its
                 agglomeration): undefined, null.
    Null rule    the caller fills sections without a value with 0.

    section_value        employment of the section in the city
    city_total           employment of all sections in the city
    pool_section_value   employment of the section in all cities, this one included
    pool_total           employment of all sections in all cities, this one included

    Example: {{ krugman_specialisation('employment', 'city_total',
        'pool_employment', 'pool_total') }}
    A city with shares 0.5 and 0.5 beside others with 1 and 0 has index 1.
#}
{% macro krugman_specialisation(
    section_value, city_total, pool_section_value, pool_total
) -%}
    case
        when
            min({{ section_value }}) >= 0
            and min(({{ pool_section_value }}) - ({{ section_value }})) >= 0
            then sum(abs(
                ({{ section_value }}) / nullif({{ city_total }}, 0)
                - (({{ pool_section_value }}) - ({{ section_value }}))
                / nullif(({{ pool_total }}) - ({{ city_total }}), 0)
            ))
    end
{%- endmacro %}
