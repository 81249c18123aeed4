{#
    Seeds are read by DuckDB itself, by the names of their header, in one statement.

    The adapter reads each file twice: cell by cell in Python for its header and its
    number of rows, and then by position in DuckDB.

    Errors name file, line, column, value and expected type; the old table stays.
#}
{% materialization seed, adapter="duckdb" %}
    {%- set relation = this.incorporate(type="table") -%}
    {{ run_hooks(pre_hooks) }}
    {% call statement("main") -%}
        drop table if exists {{ relation }} cascade;
        create table {{ relation }} as
        select *
        from read_csv(
            '{{ adapter.get_seed_file_path(model) }}',
            header = true,
            delim = ',',
            quote = '"',
            escape = '"',
            types = {{ config.get("column_types") }}
        );
    {%- endcall %}
    {#- dbt shows it on demand; here, how many rows there are is all that is known. -#}
    {%- do store_result("agate_table", response="OK", agate_table=load_result("main")["table"]) -%}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}
    {{ return({"relations": [relation]}) }}
{% endmaterialization %}
