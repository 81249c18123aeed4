-- expected: an option that reading_choices.csv has of the choice
-- why: an option that nobody knows would score nothing
-- severity: error
-- checked: scenario_choices
with known as (
    select
        choice_id,
        option_id,
        cast(option_number as integer) as place
    from reading_choices
    union
    -- A list can land.
    select
        'indicator_list' as choice_id,
        indicator_list as option_id,
        10 as place
    from indicator_lists
    where not starts_with(file, 'seeds/')
),

options as (
    select
        choice_id,
        list(option_id) as accepted,
        string_agg(option_id, ', ' order by place) as in_words
    from known
    group by choice_id
)

select
    chosen.file,
    chosen.row,
    -- A landed reading may have its choices as columns.
    case
        when ends_with(chosen.file, '/scenarios.csv') then chosen.choice_id
        when chosen.scenario_id = 'paper' then 'scenario_id'
        when chosen.choice_id in ('membership_scheme_id', 'indicator_set')
            then 'choice_id'
        else 'option_id'
    end as column_name,
    case
        when chosen.scenario_id = 'paper' then chosen.scenario_id
        when chosen.choice_id in ('membership_scheme_id', 'indicator_set')
            then chosen.choice_id
        else chosen.option_id
    end as value,
    case
        when chosen.scenario_id = 'paper'
            then 'another reading: what `paper` takes says is_paper of '
                || 'reading_choices.csv'
        when chosen.choice_id in ('membership_scheme_id', 'indicator_set')
            then 'another choice: this one is a column of scenarios.csv'
        else 'one of [' || options.in_words || ']'
    end as expected
from scenario_choices as chosen
inner join options
    on chosen.choice_id = options.choice_id
where
    chosen.scenario_id = 'paper'
    or chosen.choice_id in ('membership_scheme_id', 'indicator_set')
    or not list_contains(options.accepted, chosen.option_id)
