{#
    Size adjustment R = n / sum of n: the share of an agglomeration's member cities in
    the member cities of all agglomerations of its membership scheme.

    n counts member cities, with or without figures.
    Zero rule    no member city at all: null.
    Null rule    null in, null out.

    n_members         member cities of the agglomeration
    n_members_total   member cities of all agglomerations of the scheme

    Example: 27 of 85 cities give 0.3176.
#}
{% macro size_adjustment(n_members, n_members_total) -%}
    {#- The cast keeps the quotient from integer and decimal division. -#}
    (cast({{ n_members }} as {{ dbt.type_float() }}) / nullif({{ n_members_total }}, 0))
{%- endmacro %}
