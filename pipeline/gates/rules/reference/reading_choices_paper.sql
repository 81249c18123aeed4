-- expected: is_paper true at one option of a choice, that which scenario `paper` takes
-- and no other reading is there for, and false at others; that option is combined if
-- another of the choice is
-- why: effects of a choice, and where the paper stands among the readings, are counted
-- from there
-- severity: error
with options as (
    select
        reading_choices.*,
        case reading_choices.choice_id
            when 'membership_scheme_id' then paper.membership_scheme_id
            when 'indicator_set' then paper.indicator_set
            else min(reading_choices.option_id) filter (
                    where reading_choices.is_paper = 'true'
                ) over of_choice
        end as paper_option_id,
        count(*) filter (where reading_choices.is_paper = 'true') over of_choice
            as n_paper,
        bool_or(reading_choices.is_combined = 'true') over of_choice
            as has_combined
    from reading_choices
    left join scenarios as paper
        on paper.scenario_id = 'paper'
    window of_choice as (partition by reading_choices.choice_id)
)

select
    file,
    row,
    'is_paper' as column_name,
    is_paper || ' (' || choice_id || ', ' || option_id || '; paper: '
    || coalesce(paper_option_id, 'none') || ')' as value
from options
where
    (is_paper = 'true') is distinct from (option_id = paper_option_id)
    or n_paper <> 1
    or (is_paper = 'true' and has_combined and is_combined <> 'true')
    or (
        is_paper = 'true'
        and exists (
            select 1
            from scenario_choices as differing
            where differing.choice_id = options.choice_id
                and differing.option_id = options.option_id
                and starts_with(differing.file, 'seeds/')
        )
    )
