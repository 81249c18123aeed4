{#
    No rows, in the columns and types that the YAML of the model at hand declares: what the
    pipeline knows and SQL does not (which build this is, what the gates found, outlines of
    places) is inserted after the models are built, on every engine. Declared as models the
    tables have contract, key, texts and tests as all others have.

    Example: a model that is {{ filled_by_pipeline() }} alone.
#}
{% macro filled_by_pipeline() -%}
    {%- set columns = model["columns"] if model is defined else {} %}
    select
        {%- for column in columns.values() %}
        cast(null as {{ column_type(column["data_type"]) }}) as {{ column["name"] }}
        {{- "," if not loop.last }}
        {%- else %}
        null as nothing
        {%- endfor %}
    where 1 = 0
{%- endmacro %}
