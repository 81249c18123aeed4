{#
    The years that alone are computed (dbt's variable `new_years`), none where all are.
    The other engines than DuckDB compute every year anew, which gives the same.

    Example: dbt run --vars '{panel: "...", new_years: [2025]}'
#}
{% macro new_years() -%}
    {{ return(var("new_years", []) if adapter.type() == "duckdb" else []) }}
{%- endmacro %}

{#
    Conditions, each a part of the panel that is read: all of it, or of new years those
    and the years that may be carried into them, and of other years the variables that
    are interpolated over any distance. Parts, so that DuckDB opens no file in vain.
#}
{% macro panel_parts() -%}
    {%- set years = new_years() -%}
    {%- if not years -%}
        {{ return(["true"]) }}
    {%- endif -%}
    {%- set near = "between " ~ ((years | min | int) - (var("max_year_gap") | int))
        ~ " and " ~ ((years | max | int) + (var("max_year_gap") | int)) -%}
    {{ return([
        "year " ~ near,
        "year not " ~ near ~ " and variable_id in (select variable_id from "
        ~ ref("variables") ~ " where fill_rule = 'linear')",
    ]) }}
{%- endmacro %}

{#
    A condition on years: one of the new years, where those alone are computed.

    year   column or expression
#}
{% macro new_years_only(year) -%}
    {{ year ~ " in (" ~ new_years() | join(", ") ~ ")" if new_years() else "true" }}
{%- endmacro %}
