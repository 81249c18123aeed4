-- expected: each option that the models know of a choice, and no others; two or more
-- that are combined if one is
-- why: all combinations of the options are the readings: without one of them the share
-- of readings that bear a claim out is a share of something else
-- severity: error
with accepted as (
    -- A choice that is not named there has any options.
    select
        column_name as choice_id,
        value as option_id,
        string_agg(value, ', ') over (partition by column_name) as in_words
    from accepted_choice
    where table_name = 'reading_choices'
    union
    -- Which extents of the seeds are compared is for reading_choices.csv to say.
    select
        'membership_scheme_id' as choice_id,
        membership_schemes.membership_scheme_id as option_id,
        'those of membership_schemes.csv' as in_words
    from membership_schemes
    inner join reading_choices
        on membership_schemes.membership_scheme_id = reading_choices.option_id
        and reading_choices.choice_id = 'membership_scheme_id'
    union
    select
        column_name as choice_id,
        value as option_id,
        string_agg(value, ', ') over (partition by column_name) as in_words
    from accepted_choice
    where table_name = 'scenarios'
),

choices as (
    select
        choice_id,
        any_value(in_words) as in_words
    from accepted
    group by choice_id
),

counts as (
    select
        choice_id,
        count(*) filter (where is_combined = 'true') as n_combined
    from reading_choices
    group by choice_id
),

place as (
    select min(file) as file from reading_choices
)

select
    reading_choices.file,
    reading_choices.row,
    'option_id' as column_name,
    reading_choices.choice_id || ', ' || reading_choices.option_id as value,
    'one of [' || choices.in_words || ']: the models know no other' as expected
from reading_choices
inner join choices
    on reading_choices.choice_id = choices.choice_id
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
    || ', which the models know' as expected
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
    counts.choice_id || ' (options: ' || counts.n_combined || ')' as value,
    'at least two options that are combined: it is no choice otherwise' as expected
from counts
cross join place
where counts.n_combined = 1
