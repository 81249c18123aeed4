{#
    Loads a seed in one statement, as a JSON text that the engine takes apart.

    The adapters bind a parameter per cell: on PostgreSQL that is four fifths of the
    time of a seed. On Spark it is wrong besides: an empty cell arrives as the text
    'None', and an apostrophe ends the text.

    model         the seed
    agate_table   its rows, all texts, because every column is typed in the YAML
#}
{% macro postgres__load_csv_rows(model, agate_table) -%}
    {%- set sql -%}
        {{ insert_into_seed(
            model, "json_populate_recordset(cast(null as " ~ this ~ "), %s)"
        ) }}
    {%- endset -%}
    {%- do adapter.add_query(
        sql, bindings=[rows_as_json(agate_table)], abridge_sql_log=True
    ) -%}
    {{ return(sql) }}
{%- endmacro %}

{% macro spark__load_csv_rows(model, agate_table) -%}
    {%- set types = config.get("column_types") -%}
    {%- set rows -%}
        (
            select
                {%- for name, type in types.items() %}
                cast({{ name }} as {{ column_type(type) }}) as {{ name }}
                {{- "," if not loop.last }}
                {%- endfor %}
            from (
                select inline(from_json(
                    {#- A raw text: JSON's own escapes reach the parser as they are. -#}
                    r'{{ rows_as_json(agate_table) | replace("'", "\\u0027") }}',
                    'array<struct<{{ types | join(": string, ") }}: string>>'
                ))
            )
        )
    {%- endset -%}
    {%- set sql = insert_into_seed(model, rows) -%}
    {%- do adapter.add_query(sql, abridge_sql_log=True) -%}
    {{ return(sql) }}
{%- endmacro %}

{#
    The rows of a seed as a JSON list of objects.

    agate_table   rows, all texts or null
#}
{% macro rows_as_json(agate_table) -%}
    {%- set rows = [] -%}
    {%- for row in agate_table.rows -%}
        {%- do rows.append(dict(row)) -%}
    {%- endfor -%}
    {{ return(tojson(rows)) }}
{%- endmacro %}
