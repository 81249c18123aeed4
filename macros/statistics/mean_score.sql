{#
    Mean of scores, arithmetic or geometric, with equal weights or others. An aggregate.

        arithmetic          sum(w s) / sum(w)
        geometric           exp(sum(w ln s) / sum(w))
        geometric_shifted   the scores 0 to 100 are mapped onto 1 to 100, their geometric
                            mean back onto 0 to 100: a score of 0 weighs as the lowest,
                            and does not make the mean 0

    Domain       scores of 0 or above; geometric means: a negative score gives null, as it
                 has no logarithm.
    Zero rule    geometric: one score of 0 makes the mean 0.
    Null rule    null scores are left out; no score gives null.

    score         numeric expression, 0 or above
    aggregation   column or expression that is one of the three names, constant in the
                  group and part of its GROUP BY (a scenario's choice)
    weight        numeric expression above 0, default none: equal weights

    Example: {{ mean_score('indicator_score', 'aggregation') }}
    The scores 2 and 8 have arithmetic mean 5 and geometric mean 4; 0 and 100 have 0
    geometric and 9.09 shifted.
#}
{% macro mean_score(score, aggregation, weight=none) -%}
    case
        when {{ aggregation }} = 'arithmetic' then {{ weighted_mean(score, weight) }}
        when {{ aggregation }} in ('geometric', 'geometric_shifted')
            and min({{ score }}) < 0 then null
        when {{ aggregation }} = 'geometric' and min({{ score }}) = 0 then 0
        when {{ aggregation }} = 'geometric'
            then exp({{ weighted_mean(
                "ln(case when " ~ score ~ " > 0 then " ~ score ~ " end)", weight
            ) }})
        when {{ aggregation }} = 'geometric_shifted'
            then (exp({{ weighted_mean(
                "ln(case when " ~ score ~ " >= 0 then 1 + 0.99 * " ~ score ~ " end)",
                weight
            ) }}) - 1) / 0.99
    end
{%- endmacro %}
