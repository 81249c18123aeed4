{#
    A computed number to nine decimal places, for comparing and ranking.

    The last bits of a floating-point result depend on the order in which an engine adds:
    two readings that are equal may differ by 1e-16, and a comparison with > or = would
    answer by chance. Compare and rank what this gives; store the number itself.

    Null rule    null in, null out.

    value   numeric expression below a billion in size

    Example: 2.0000000000000004 - 2 gives 0.
#}
{% macro noise_free(value) -%}
    cast({{ value }} as decimal(18, 9))
{%- endmacro %}
