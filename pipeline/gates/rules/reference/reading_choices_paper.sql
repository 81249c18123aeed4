-- expected: is_paper true at the option that scenario `paper` takes, and false at
-- others; that option is combined
-- why: effects of a choice, and where the paper stands among the readings, are counted
-- from there
-- severity: error
with chosen as (
    unpivot scenarios
    on
    sd_type, cv_pool, level_pool, negative_level, specialisation_direction,
    rail_definition, membership_scheme_id, aggregation
    into name choice_id value option_id
),

paper as (
    select
        choice_id,
        option_id
    from chosen
    where scenario_id = 'paper'
)

select
    reading_choices.file,
    reading_choices.row,
    'is_paper' as column_name,
    reading_choices.is_paper || ' (' || reading_choices.choice_id || ', '
    || reading_choices.option_id || '; paper: ' || paper.option_id || ')' as value
from reading_choices
inner join paper
    on reading_choices.choice_id = paper.choice_id
where
    (reading_choices.is_paper = 'true')
    <> (reading_choices.option_id = paper.option_id)
    or (reading_choices.is_paper = 'true' and reading_choices.is_combined <> 'true')
