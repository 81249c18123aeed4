{#
    Level adjustment f: the min-max normalised mean level of an indicator, 0 to 1.

        positive indicator                    f+ = (mean - lower) / (upper - lower)
        negative indicator, sqrt_product      sqrt(f+ f-)
        negative indicator, inverse           f- = (upper - mean) / (upper - lower)

    Zero rule    upper = lower: undefined, null.
    Null rule    null in, null out; an unknown direction or rule gives null.

    mean, lower, upper   numeric expressions
    direction            column or expression: 'positive' or 'negative'
    negative_level       column or expression: 'sqrt_product' or 'inverse'

    Example: mean 2 between 1 and 5 has f+ 0.25 and f- 0.75.
#}
{% macro level_adjustment(mean, lower, upper, direction, negative_level) -%}
    case
        when {{ direction }} = 'positive'
            then {{ min_max_score(mean, lower, upper, 'ascending') }}
        when {{ direction }} = 'negative' and {{ negative_level }} = 'sqrt_product'
            then sqrt(
                {{ min_max_score(mean, lower, upper, 'ascending') }}
                * {{ min_max_score(mean, lower, upper, 'descending') }}
            )
        when {{ direction }} = 'negative' and {{ negative_level }} = 'inverse'
            then {{ min_max_score(mean, lower, upper, 'descending') }}
    end
{%- endmacro %}
