{#
    The order of the rows of a table on DuckDB, so that sums over it add in one order
    whatever the plan was. Nothing for a view, which would be sorted for each reader, and
    nothing on the engines that keep no order of rows.

    columns   list of the columns of the key

    Example: select * from final {{ stored_order(['city_id', 'year']) }}
#}
{% macro stored_order(columns) -%}
    {%- if adapter.type() == 'duckdb' and model.config.materialized == 'table' -%}
        order by {{ columns | join(', ') }}
    {%- endif -%}
{%- endmacro %}
