{#
    What one factor of a product of three adds to the difference between two products
    (Shapley value): the change of the factor times the other two, averaged over the six
    orders in which the factors can pass from one state to the other.

        (a1 - a0) (2 b0 c0 + b1 c0 + b0 c1 + 2 b1 c1) / 6

    The effects of the three factors add up to a1 b1 c1 - a0 b0 c0 without a residual.

    Zero rule    none is needed: unlike a logarithmic split it takes factors of 0.
    Null rule    null in, null out.

    factor, other, another   columns of the three factors
    before, after            relations or aliases that hold the two states

    Example: {{ shapley_effect('k', 'r', 'f', 'earlier', 'later') }}
    From 2 x 3 x 1 to 4 x 3 x 2: the first factor adds 9, the second 0, the third 9.
#}
{% macro shapley_effect(factor, other, another, before, after) -%}
    (
        ({{ after }}.{{ factor }} - {{ before }}.{{ factor }})
        * (
            2 * {{ before }}.{{ other }} * {{ before }}.{{ another }}
            + {{ after }}.{{ other }} * {{ before }}.{{ another }}
            + {{ before }}.{{ other }} * {{ after }}.{{ another }}
            + 2 * {{ after }}.{{ other }} * {{ after }}.{{ another }}
        ) / 6.0
    )
{%- endmacro %}
