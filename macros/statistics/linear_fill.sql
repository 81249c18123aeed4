{#
    Linear interpolation between the two nearest published years.

        previous_value + (next_value - previous_value)
            (year - previous_year) / (next_year - previous_year)

    Zero rule    previous_year = next_year: the year is published, nothing to fill; null.
    Null rule    a missing neighbour on either side gives null: no extrapolation.

    year                            year to fill
    previous_year, previous_value   nearest published year before it
    next_year, next_value           nearest published year after it

    Example: 100 in 2010 and 200 in 2020 give 150 in 2015.
#}
{% macro linear_fill(year, previous_year, previous_value, next_year, next_value) -%}
    {#- The cast keeps the quotient from integer and decimal division. -#}
    (({{ previous_value }}) + (({{ next_value }}) - ({{ previous_value }}))
        * cast(({{ year }}) - ({{ previous_year }}) as {{ dbt.type_float() }})
        / nullif(({{ next_year }}) - ({{ previous_year }}), 0))
{%- endmacro %}
