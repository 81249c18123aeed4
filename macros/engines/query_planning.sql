{#
    Help for PostgreSQL's planner, which knows nothing of a table that was just made, and
    guesses one row where a CTE is joined on several columns. With that it picks nested
    loops over tens of thousands of rows: one model took over ten minutes for what takes
    a second. So each new table is analysed, at the point where the adapter would index
    it, and the models are built without nested loops where another join will do.

    relation    the new table
    temporary   whether it is a temporary table
    sql         the query that fills it
#}
{% macro postgres__create_indexes(relation) -%}
    {{ dbt.default__create_indexes(relation) }}
    {%- do run_query("analyze " ~ relation) -%}
{%- endmacro %}

{% macro postgres__create_table_as(temporary, relation, sql) -%}
    set local enable_nestloop = off;
    {{ dbt.postgres__create_table_as(temporary, relation, sql) }}
{%- endmacro %}

{#
    Stands last in a CTE whose expressions are dear, such as drawn numbers: PostgreSQL
    would carry them into the join that reads the CTE and compute them for each row of
    that: the draws of cities took eight times as long.
#}
{% macro computed_once() -%}
    {{ "offset 0" if adapter.type() == "postgres" }}
{%- endmacro %}
