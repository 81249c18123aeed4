{#
    The random number of a stream for one thing: uniform on (0, 1), a function of the text
    stream:purpose:key (uniform_from_key).

    Null rule    null in, null out.

    stream    integer expression: number of a stream of int_draw_stream
    purpose   text: the source of uncertainty, or the part of it
    key       text expression: what the number is for, a city say

    Example: {{ uniform_of('cities_stream', 'cities', 'city_id') }}
#}
{% macro uniform_of(stream, purpose, key) -%}
    {{ uniform_from_key(
        "cast(" ~ stream ~ " as " ~ dbt.type_string() ~ ") || ':" ~ purpose ~ ":' || " ~ key
    ) }}
{%- endmacro %}
