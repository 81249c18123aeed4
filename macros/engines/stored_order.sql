{#
    The order of the rows of a table, so that sums over it add in one order whatever the
    plan was; nothing for a view, which would be sorted for each reader.

    columns   list of the columns of the key

    Example: select * from final {{ stored_order(['city_id', 'year']) }}
#}
{% macro stored_order(columns) -%}
    {%- if model.config.materialized == 'table' -%}
        order by {{ columns | join(', ') }}
    {%- endif -%}
{%- endmacro %}
