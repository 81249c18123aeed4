-- expected: for each option that is not the paper's a scenario that differs from
-- `paper` in that choice alone
-- why: what a choice alone changes is read from it; without, the scenario was lost, or
-- differs in a choice that it is not named for
-- severity: warning
with chosen as (
    unpivot scenarios
    on
    sd_type, cv_pool, level_pool, negative_level, specialisation_direction,
    rail_definition, pm25_series, price_basis, membership_scheme_id, indicator_set,
    aggregation, has_size_adjustment, has_level_adjustment, panel_id,
    bounds_version_id
    into name choice_id value option_id
),

differences as (
    select
        alternatives.scenario_id,
        min(alternatives.choice_id) as choice_id,
        min(alternatives.option_id) as option_id
    from chosen as alternatives
    inner join chosen as paper
        on alternatives.choice_id = paper.choice_id
        and alternatives.option_id <> paper.option_id
    where paper.scenario_id = 'paper'
    group by alternatives.scenario_id
    having count(*) = 1
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
where reading_choices.is_paper = 'false' and differences.scenario_id is null
