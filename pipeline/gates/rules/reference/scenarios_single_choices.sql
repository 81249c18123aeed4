-- expected: for each option that is not the paper's a scenario that differs from
-- `paper` in that choice alone, or at least takes it where the choice is not combined
-- why: what a choice alone changes is read from it; without, the scenario was lost, or
-- differs in a choice that it is not named for
-- severity: warning
with differences as (
    select
        chosen.scenario_id,
        min(chosen.choice_id) as choice_id,
        min(chosen.option_id) as option_id
    from scenario_choice as chosen
    inner join scenario_choice as of_paper
        on chosen.choice_id = of_paper.choice_id
        and chosen.option_id <> of_paper.option_id
    inner join scenarios
        on chosen.scenario_id = scenarios.scenario_id
    inner join scenarios as paper
        on scenarios.panel_id = paper.panel_id
        and scenarios.bounds_version_id = paper.bounds_version_id
    where of_paper.scenario_id = 'paper' and paper.scenario_id = 'paper'
    group by chosen.scenario_id
    having count(*) = 1
),

combined as (
    select distinct choice_id
    from reading_choices
    where is_combined = 'true'
)

select
    reading_choices.file,
    reading_choices.row,
    'option_id' as column_name,
    reading_choices.choice_id || ', ' || reading_choices.option_id as value
from reading_choices
left join differences
    on reading_choices.choice_id = differences.choice_id
    and reading_choices.option_id = differences.option_id
where
    reading_choices.is_paper = 'false'
    and differences.scenario_id is null
    and (
        reading_choices.choice_id in (select combined.choice_id from combined)
        or (reading_choices.choice_id, reading_choices.option_id) not in (
            select (scenario_choice.choice_id, scenario_choice.option_id)
            from scenario_choice
        )
    )
