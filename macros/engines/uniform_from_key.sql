{#
    A number that looks drawn from the uniform distribution on (0, 1), but is a function
    of a text: (h + 1/2) / 2^48, h the first twelve hexadecimal digits of its MD5 digest.
    The same text gives the same number on every engine and in every build.

    Null rule    null in, null out.

    key   text expression, unique per number

    Example: {{ uniform_from_key("'1:ecology'") }}
    The text 'a' has the digest 0cc175b9c0f1... and gives 0.04983...
#}
{% macro uniform_from_key(key) -%}
    {{ adapter.dispatch('uniform_from_key', 'integration_index')(key) }}
{%- endmacro %}

{% macro default__uniform_from_key(key) -%}
    ((cast('0x' || substr(md5({{ key }}), 1, 12) as bigint) + 0.5) / 281474976710656)
{%- endmacro %}
