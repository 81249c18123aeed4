-- expected: a dimension score that equals the mean of its indicator scores to 1e-9
-- why: arithmetic or geometric, as the scenario says
-- severity: error
-- checked: {{ ref('fct_dimension_score') }}
with means as (
    select
        scenario_id,
        cluster_id,
        year,
        dimension_id,
        avg(indicator_score) as arithmetic_mean,
        case
            when min(indicator_score) = 0 then 0
            when min(indicator_score) > 0
                then exp(
                        avg(case when indicator_score > 0 then ln(indicator_score) end)
                    )
        end as geometric_mean,
        (exp(avg(ln(1 + 0.99 * indicator_score))) - 1) / 0.99 as shifted_geometric_mean
    from {{ ref('fct_indicator_score') }}
    group by
        scenario_id,
        cluster_id,
        year,
        dimension_id
),

compared as (
    select
        wholes.scenario_id,
        wholes.cluster_id,
        wholes.year,
        wholes.dimension_id,
        wholes.dimension_score,
        case scenarios.aggregation
            when 'arithmetic' then means.arithmetic_mean
            when 'geometric' then means.geometric_mean
            else means.shifted_geometric_mean
        end as expected_score
    from {{ ref('fct_dimension_score') }} as wholes
    inner join {{ ref('dim_scenario') }} as scenarios
        on wholes.scenario_id = scenarios.scenario_id
    left join means
        on wholes.scenario_id = means.scenario_id
        and wholes.cluster_id = means.cluster_id
        and wholes.year = means.year
        and wholes.dimension_id = means.dimension_id
)

select
    'fct_dimension_score' as mart,
    'dimension_score' as column_name,
    abs(dimension_score - expected_score) as value,
    scenario_id,
    cluster_id,
    year,
    dimension_id
from compared
where
    coalesce(dimension_score, expected_score) is not null
    and not coalesce(abs(dimension_score - expected_score) <= 1e-9, false)
