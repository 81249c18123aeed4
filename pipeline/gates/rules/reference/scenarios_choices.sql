-- expected: choices that no other reading has
-- why: two names for one reading: one of the two has lost the choice that it is named
-- for
-- severity: error
with chosen as (
    select
        scenario_id,
        list((choice_id, option_id) order by choice_id) as choices_made
    from scenario_choice
    group by scenario_id
),

alike as (
    select
        scenarios.file,
        scenarios.row,
        list(scenarios.scenario_id) over same as scenario_ids
    from scenarios
    inner join chosen
        on scenarios.scenario_id = chosen.scenario_id
    window same as (
        partition by
            chosen.choices_made, scenarios.panel_id, scenarios.bounds_version_id
    )
)

select
    file,
    row,
    'scenario_id' as column_name,
    array_to_string(list_sort(scenario_ids), ', ') as value
from alike
where len(scenario_ids) > 1
