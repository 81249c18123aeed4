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
    {{ fraction_of_digits("cast('0x' || substr(md5(" ~ key ~ "), 1, 12) as bigint)") }}
{%- endmacro %}

{% macro postgres__uniform_from_key(key) -%}
    {{ fraction_of_digits(
        "cast(cast('x' || substr(md5(" ~ key ~ "), 1, 12) as bit(48)) as bigint)"
    ) }}
{%- endmacro %}

{% macro spark__uniform_from_key(key) -%}
    {{ fraction_of_digits(
        "cast(conv(substr(md5(" ~ key ~ "), 1, 12), 16, 10) as bigint)"
    ) }}
{%- endmacro %}

{#
    The number in (0, 1) that twelve hexadecimal digits stand for.

    digits   integer expression, 0 to 2^48 - 1
#}
{% macro fraction_of_digits(digits) -%}
    ((cast({{ digits }} as {{ dbt.type_float() }}) + 0.5) / 281474976710656)
{%- endmacro %}
