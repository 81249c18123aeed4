-- expected: figures that differ somewhere in the pool: without a spread an indicator
-- has no score, and each mean is over the others
-- why: a constant says nothing about differences, and may be a mistake
-- severity: warning
-- checked: {{ ref('dim_indicator') }}
with concerned as (
    select distinct
        scores.indicator_id,
        scores.null_reason,
        scores.scenario_id,
        case scenarios.scenario_kind when 'named' then 0 else 1 end as place
    from {{ ref('fct_indicator_score') }} as scores
    inner join {{ ref('dim_scenario') }} as scenarios
        on scores.scenario_id = scenarios.scenario_id
    where scores.null_reason like 'flat%'
),

numbered as (
    select
        indicator_id,
        null_reason,
        scenario_id,
        row_number() over (
            partition by indicator_id, null_reason order by place, scenario_id
        ) as number_of_row,
        count(*) over (partition by indicator_id, null_reason) as n_rows
    from concerned
)

select
    'fct_indicator_score' as mart,
    'indicator_score' as column_name,
    null_reason || ': ' || scenario_id
    || case
        when n_rows > 1
            then ' and ' || cast(n_rows - 1 as {{ dbt.type_string() }}) || ' more'
        else ''
    end as value,
    indicator_id
from numbered
where number_of_row = 1
