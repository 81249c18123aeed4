{#
    Seeds are read by DuckDB itself, by the names of their header, in one statement.

    The adapter reads each file twice: cell by cell in Python for its header and its
    number of rows, and then by position in DuckDB.

    Errors name the file and, of a cell, line, column, value and expected type; the old
    table stays.
#}
{% materialization seed, adapter="duckdb" %}
    {%- set relation = this.incorporate(type="table") -%}
    {%- set types = config.get("column_types") -%}
    {{ run_hooks(pre_hooks) }}
    {% call statement("main") -%}
        {{ "begin transaction;" if adapter.disable_transactions() }}
        drop table if exists {{ relation }} cascade;
        create table {{ relation }} as
        select {{ types | join(", ") }}
        from read_csv(
            '{{ adapter.get_seed_file_path(model) | replace("'", "''") }}',
            header = true,
            delim = ',',
            quote = '"',
            escape = '"',
            comment = '',
            types = {{ types }}
        );
        {{ "commit;" if adapter.disable_transactions() }}
    {%- endcall %}
    {#- dbt shows it on demand, and asks for it always. -#}
    {%- do store_result(
        "agate_table", response="OK", agate_table=load_result("main")["table"]
    ) -%}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}
    {{ return({"relations": [relation]}) }}
{% endmaterialization %}
