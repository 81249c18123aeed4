{#
    What declares a table that no model makes, on every engine: the columns that its YAML
    states, in that order, with what they refuse, and those that have a type alone. What is
    published has the primary key of its meta too, as a contract gives it to a model.

    node   a seed or source, as dbt hands it to macros
#}
{% macro declared_columns(node) -%}
    {%- set declared = [] -%}
    {%- set types = node.config.column_types or {} -%}
    {%- set others = types.keys() | reject("in", node.columns) | list -%}
    {%- for name in node.columns.keys() | list + others -%}
        {%- set column = node.columns.get(name, {}) -%}
        {%- set stated = column.get("constraints", []) | map(attribute="type") | list -%}
        {%- do declared.append(
            name ~ " " ~ column_type(types.get(name) or column.data_type)
            ~ (" not null" if "not_null" in stated and has_constraints())
        ) -%}
    {%- endfor -%}
    {%- set key = node.config.meta.primary_key -%}
    {%- if key and has_constraints() -%}
        {%- do declared.append("primary key (" ~ key | join(", ") ~ ")") -%}
    {%- endif -%}
    {{ declared | join(", ") }}
{%- endmacro %}

{# Whether tables refuse anything: Spark's do not (constraints.sql). #}
{% macro has_constraints() -%}
    {{ return(adapter.dispatch("has_constraints", "integration_index")()) }}
{%- endmacro %}

{% macro default__has_constraints() -%}
    {{ return(true) }}
{%- endmacro %}

{% macro spark__has_constraints() -%}
    {{ return(false) }}
{%- endmacro %}

{#
    Inserts rows of the columns of a seed into its table, and those of the same columns that
    landed beside it, so that every reader of a seed reads both; a column is_landed tells
    them apart. The list `landing` of dbt's vars names the tables that landed; the pipeline
    sets it after it has checked and loaded them.

    seed   the seed, as dbt hands it to its macros
    rows   relation or table function
#}
{% macro insert_into_seed(seed, rows, is_landed=false) -%}
    {%- set columns = seed.config.column_types | join(", ") -%}
    {%- set tells = "is_landed" in seed.columns -%}
    insert into {{ this }} ({{ columns }}{{ ", is_landed" if tells }})
    select {{ columns }}{{ ", " ~ is_landed | lower if tells }} from {{ rows }}
{%- endmacro %}

{% macro insert_landed(seed) -%}
    {%- if seed.name in var("landing", []) -%}
        {{ insert_into_seed(seed, source("landing", seed.name), true) }}
    {%- endif -%}
{%- endmacro %}

{% macro postgres__create_csv_table(model, agate_table) -%}
    {{ return(create_seed(model, "")) }}
{%- endmacro %}

{% macro spark__create_csv_table(model, agate_table) -%}
    {{ return(create_seed(model, file_format_clause() ~ location_clause() ~ comment_clause())) }}
{%- endmacro %}

{# The table of a seed with what landed, in two statements: Spark takes one at a time. #}
{% macro create_seed(model, storage) -%}
    {%- set sql = "create table " ~ this ~ " (" ~ declared_columns(model) ~ ") " ~ storage -%}
    {%- do run_query(sql) -%}
    {%- set landed = insert_landed(model) -%}
    {%- if landed -%}
        {%- do run_query(landed) -%}
    {%- endif -%}
    {{ return(sql) }}
{%- endmacro %}
