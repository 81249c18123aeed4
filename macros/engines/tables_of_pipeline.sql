{#
    The tables that the pipeline fills after the models are built, empty where they are not
    there yet: the sources that are published. They have columns, key and texts of their
    YAML as models have. A hook at the start of dbt.
#}
{% macro tables_of_pipeline() -%}
    {%- for node in (graph.sources.values() if execute else [])
        if node.source_name in ("marts", "quality") -%}
        {%- set relation = api.Relation.create(
            database=node.database, schema=node.schema, identifier=node.name, type="table"
        ) -%}
        {%- if not load_relation(relation) -%}
            {%- do adapter.create_schema(relation) -%}
            {%- do create_table_of_pipeline(relation, node) -%}
        {%- endif -%}
    {%- endfor -%}
{%- endmacro %}

{% macro create_table_of_pipeline(relation, node) -%}
    {{ return(adapter.dispatch("create_table_of_pipeline", "integration_index")(relation, node)) }}
{%- endmacro %}

{% macro default__create_table_of_pipeline(relation, node) -%}
    {%- do run_query(
        "create table " ~ relation ~ " (" ~ declared_columns(node) ~ ");"
        ~ comments(relation, node)
    ) -%}
{%- endmacro %}

{# The views that are published there have the texts. #}
{% macro spark__create_table_of_pipeline(relation, node) -%}
    {%- do run_query(
        "create table " ~ relation ~ " (" ~ declared_columns(node) ~ ") using parquet"
    ) -%}
{%- endmacro %}
