{#
    Mean of scores, arithmetic or geometric, equal weights. An aggregate.

    Domain       scores of 0 or above; geometric: a negative score gives null, as it has
                 no logarithm.
    Zero rule    geometric: one score of 0 makes the mean 0.
    Null rule    null scores are left out; no score gives null.

    score         numeric expression, 0 or above
    aggregation   column or expression that is 'arithmetic' or 'geometric', constant in
                  the group and part of its GROUP BY (a scenario's choice)

    Example: {{ mean_score('indicator_score', 'aggregation') }}
    The scores 2 and 8 have arithmetic mean 5 and geometric mean 4.
#}
{% macro mean_score(score, aggregation) -%}
    case
        when {{ aggregation }} = 'arithmetic' then avg({{ score }})
        when {{ aggregation }} = 'geometric' and min({{ score }}) < 0 then null
        when {{ aggregation }} = 'geometric' and min({{ score }}) = 0 then 0
        when {{ aggregation }} = 'geometric'
            then exp(avg(ln(case when {{ score }} > 0 then {{ score }} end)))
    end
{%- endmacro %}
