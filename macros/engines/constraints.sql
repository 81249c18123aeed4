{#
    Spark enforces no constraint on Parquet tables, and refuses to be told of one: the
    contract there is the columns and their types. That no key is null or repeated is
    checked on the other engines, which hold the same rows.
#}
{% macro spark__persist_constraints(relation, model) -%}
{%- endmacro %}
