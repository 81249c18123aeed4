{#
    Seeds are read by DuckDB itself, by the names of their header, in one statement.

    The adapter reads each file twice: cell by cell in Python for its header and its
    number of rows, and then by position in DuckDB. It also looks for the file where the
    project was when dbt first parsed it; here it is that of the project at hand.

    Errors name the file and, of a cell, line, column, value and expected type; the old
    table stays.
#}
{% materialization seed, adapter="duckdb" %}
    {%- set relation = this.incorporate(type="table") -%}
    {%- set types = config.get("column_types") -%}
    {%- set rows -%}
        read_csv(
            {{ literal_path(invocation_args_dict['project_dir'] ~ '/' ~ model.original_file_path) }},
            hive_partitioning = false,
            header = true,
            delim = ',',
            quote = '"',
            escape = '"',
            comment = '',
            types = {{ types }}
        )
    {%- endset -%}
    {{ run_hooks(pre_hooks) }}
    {% call statement("main") -%}
        {{ "begin transaction;" if adapter.disable_transactions() }}
        drop table if exists {{ relation }} cascade;
        create table {{ relation }} ({{ declared_columns(model) }});
        {{ insert_into_seed(model, rows) }};
        {{ insert_landed(model) }};
        {{ comments(relation, model) if config.get("persist_docs") }}
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
