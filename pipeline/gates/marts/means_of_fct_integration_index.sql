-- expected: an index that equals the mean of its dimension scores to 1e-9
-- why: arithmetic or geometric, as the scenario says
-- severity: error
-- checked: {{ ref('fct_integration_index') }}
with means as (
    select
        scenario_id,
        cluster_id,
        year,
        avg(dimension_score) as arithmetic_mean,
        case
            when min(dimension_score) = 0 then 0
            when min(dimension_score) > 0
                then exp(
                        avg(case when dimension_score > 0 then ln(dimension_score) end)
                    )
        end as geometric_mean,
        (exp(avg(ln(1 + 0.99 * dimension_score))) - 1) / 0.99 as shifted_geometric_mean
    from {{ ref('fct_dimension_score') }}
    group by
        scenario_id,
        cluster_id,
        year
),

compared as (
    select
        wholes.scenario_id,
        wholes.cluster_id,
        wholes.year,
        wholes.integration_index,
        case scenarios.aggregation
            when 'arithmetic' then means.arithmetic_mean
            when 'geometric' then means.geometric_mean
            else means.shifted_geometric_mean
        end as expected_score
    from {{ ref('fct_integration_index') }} as wholes
    inner join {{ ref('dim_scenario') }} as scenarios
        on wholes.scenario_id = scenarios.scenario_id
    left join means
        on wholes.scenario_id = means.scenario_id
        and wholes.cluster_id = means.cluster_id
        and wholes.year = means.year
)

select
    'fct_integration_index' as mart,
    'integration_index' as column_name,
    abs(integration_index - expected_score) as value,
    scenario_id,
    cluster_id,
    year
from compared
where
    coalesce(integration_index, expected_score) is not null
    and not coalesce(abs(integration_index - expected_score) <= 1e-9, false)
