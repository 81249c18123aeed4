{#
    The streams of sources of uncertainty as columns <source>_stream, one for each, from
    rows of draw_id, choice_id (the source) and stream_number that are grouped by draw.

    Null rule: a source that a draw has no row of counts as switched off, 0.

    sources   list of sources (dim_uncertainty_source)

    Example: select draw_id, {{ stream_columns(['cities']) }} from chosen group by draw_id
#}
{% macro stream_columns(sources) -%}
    {%- for source in sources %}
    coalesce(max(case when choice_id = '{{ source }}' then stream_number end), 0)
        as {{ source }}_stream
    {{- "," if not loop.last }}
    {%- endfor %}
{%- endmacro %}
