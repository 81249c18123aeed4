{#
    The years that alone are computed (dbt's variable `new_years`), none where all are.
    DuckDB has it; the other engines compute every year anew.

    A year more can change others: what is carried back from it, or interpolated towards
    it. Those stay as they are until everything is built again (docs/scale.md).

    Errors: not a list of numbers; no panel.

    Example: dbt build --exclude-resource-type unit_test
             --vars '{panel: "...", readings: true, new_years: [2025]}'
#}
{% macro new_years() -%}
    {%- set years = var("new_years", []) -%}
    {%- if adapter.type() != "duckdb" or not years -%}
        {{ return([]) }}
    {%- endif -%}
    {%- if years is string or years is not sequence or years | reject("integer") | list -%}
        {{ exceptions.raise_compiler_error(
            "new_years is '" ~ years ~ "', expected a list of years such as [2025]") }}
    {%- endif -%}
    {%- if not var("panel", none) -%}
        {{ exceptions.raise_compiler_error(
            "new_years without panel: seeds are always computed whole") }}
    {%- endif -%}
    {{ return(years) }}
{%- endmacro %}

{#
    A condition on years: what is read where new years alone are computed, all years from
    the first to the last of them and `max_year_gap` years before and after, which may be
    carried into them. Of other years, what was chosen before stays stored
    (int_chosen_value), so that values are interpolated over any distance.

    year   column or expression
#}
{% macro years_read(year) -%}
    {%- set years = new_years() -%}
    {%- if not years -%}
        {{ return("true") }}
    {%- endif -%}
    {{ year }} between {{ (years | min) - (var("max_year_gap") | int) }}
    and {{ (years | max) + (var("max_year_gap") | int) }}
{%- endmacro %}

{#
    A condition on years: one of the new years, where those alone are computed.

    year   column or expression
#}
{% macro new_years_only(year) -%}
    {{ year ~ " in (" ~ new_years() | join(", ") ~ ")" if new_years() else "true" }}
{%- endmacro %}
