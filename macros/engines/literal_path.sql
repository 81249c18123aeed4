{#
    A path as a text of DuckDB's SQL that is taken for itself, not for a pattern: a folder
    may be named data[1] or it's.

    path   a path

    Example: {{ literal_path('a[1]/b.csv') }} gives 'a[[]1]/b.csv'.
#}
{% macro literal_path(path) -%}
    '{{ path | replace("[", "[[]") | replace("*", "[*]") | replace("?", "[?]")
        | replace("'", "''") }}'
{%- endmacro %}
