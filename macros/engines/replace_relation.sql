{#
    Tables and views are replaced in one transaction on DuckDB.

    The adapter builds beside the old relation and renames twice, with a look at indexes
    and foreign keys, none of which this project has; on this many small models that was
    a quarter of a build. DuckDB rolls back a drop like anything else: a model that
    fails leaves what was there. With `disable_transactions` the transaction is in
    the one call, and hooks run outside it; without, dbt's own is around them all.

    Where new years alone are computed (dbt's variable `new_years`), the models that say
    `by_year` in their meta keep the rows of all other years: `new` of all but those
    years, `read` of all but the years that are read for them.

    A model with `is_in_batches` in its meta is computed batch by batch (in_batch).
#}
{% materialization view, adapter="duckdb" %}
    {{ return(replace_relation("view")) }}
{% endmaterialization %}

{% materialization table, adapter="duckdb" %}
    {{ return(replace_relation("table")) }}
{% endmaterialization %}

{% macro replace_relation(type) %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set by_year = config.get("meta", {}).get("by_year") if new_years() -%}
    {%- set is_in_batches = config.get("meta", {}).get("is_in_batches") -%}
    {%- set replaced = years_read("year") if by_year == "read" else new_years_only("year") -%}
    {%- set target_relation = this.incorporate(type=type) -%}

    {{ run_hooks(pre_hooks) }}
    {%- if by_year and existing is none -%}
        {{ exceptions.raise_compiler_error(
            "new_years: there is no " ~ target_relation ~ " with the other years yet; "
            "build without new_years first") }}
    {%- endif -%}
    {% call statement("main") -%}
        {{ "begin transaction;" if adapter.disable_transactions() }}
        {% if by_year %}
            delete from {{ existing }} where {{ replaced }};
            insert into {{ existing }} by name select * from ({{ sql }}) where {{ replaced }};
        {% elif existing is not none %}
            drop {{ existing.type }} if exists {{ existing }} cascade;
        {% endif %}
        {% if not by_year %}
            {{ show_batch(1) if is_in_batches }}
            {{ get_create_view_as_sql(target_relation, sql) if type == "view"
                else get_create_table_as_sql(False, target_relation, sql) }};
            {% for batch in range(2, draw_batches() + 1) if is_in_batches %}
                {{ show_batch(batch) }}
                insert into {{ target_relation }} by name {{ sql }};
            {% endfor %}
        {% endif %}
        {{ comments(target_relation, model) if config.get("persist_docs") }}
        {{ "commit;" if adapter.disable_transactions() }}
    {%- endcall %}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}

    {{ return({"relations": [target_relation]}) }}
{% endmacro %}

{# The texts of a published model, seed or source, as comments in the database. #}
{% macro comments(relation, node) -%}
    {%- set type = "view" if relation.is_view else "table" -%}
    comment on {{ type }} {{ relation }} is '{{ node.description | replace("'", "''") }}';
    {%- for column in node.columns.values() %}
    comment on column {{ relation }}.{{ column.name }}
    is '{{ column.description | replace("'", "''") }}';
    {%- endfor %}
{%- endmacro %}
