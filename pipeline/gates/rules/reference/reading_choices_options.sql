-- expected: each option that scenarios.csv accepts for the choice, two or more of each
-- choice, and no others
-- why: all combinations of the options are the readings: without one of them the share
-- of readings that bear a claim out is a share of something else
-- severity: error
with choices (choice_id) as (
    -- What int_scenario combines.
    values
    ('sd_type'), ('cv_pool'), ('level_pool'), ('negative_level'),
    ('specialisation_direction'), ('rail_definition'), ('membership_scheme_id'),
    ('aggregation')
),

accepted as (
    select
        choices.choice_id,
        accepted_choice.value as option_id
    from choices
    inner join accepted_choice
        on choices.choice_id = accepted_choice.column_name
    where accepted_choice.table_name = 'scenarios'
    union
    -- Which extents of the seeds are compared is for reading_choices.csv to say.
    select
        'membership_scheme_id' as choice_id,
        membership_schemes.membership_scheme_id as option_id
    from membership_schemes
    inner join reading_choices
        on membership_schemes.membership_scheme_id = reading_choices.option_id
),

counts as (
    select
        choices.choice_id,
        count(reading_choices.option_id) as n_options
    from choices
    left join reading_choices
        on choices.choice_id = reading_choices.choice_id
        and reading_choices.is_combined = 'true'
    group by choices.choice_id
),

place as (
    select min(file) as file from reading_choices
)

select
    reading_choices.file,
    reading_choices.row,
    'option_id' as column_name,
    reading_choices.choice_id || ', ' || reading_choices.option_id as value,
    'an option of scenarios.csv: the models know no other' as expected
from reading_choices
left join accepted
    on reading_choices.choice_id = accepted.choice_id
    and reading_choices.option_id = accepted.option_id
where accepted.option_id is null
union all
select
    place.file,
    null as row,
    'option_id' as column_name,
    null as value,
    'a row for option ' || accepted.option_id || ' of ' || accepted.choice_id
    || ', which scenarios.csv accepts' as expected
from accepted
cross join place
left join reading_choices
    on accepted.choice_id = reading_choices.choice_id
    and accepted.option_id = reading_choices.option_id
where reading_choices.option_id is null
union all
select
    place.file,
    null as row,
    'choice_id' as column_name,
    counts.choice_id || ' (options: ' || counts.n_options || ')' as value,
    'at least two options that are combined: it is no choice otherwise' as expected
from counts
cross join place
where counts.n_options < 2
