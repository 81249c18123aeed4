-- expected: an indicator that is no alternative of another, in the list of an option of
-- choice indicator_list; and indicators for each of its options
-- why: an alternative comes in the place of its indicator; a list that no reading can
-- name, or that has nothing in it, is a slip
-- severity: error
-- checked: indicator_lists
with options as (
    select *
    from reading_choices
    where choice_id = 'indicator_list'
)

select
    lists.file,
    lists.row,
    'indicator_id' as column_name,
    lists.indicator_id as value
from indicator_lists as lists
inner join indicators
    on lists.indicator_id = indicators.indicator_id
where indicators.alternative_of <> ''
union all
select
    lists.file,
    lists.row,
    'indicator_list' as column_name,
    lists.indicator_list as value
from indicator_lists as lists
where
    starts_with(lists.file, 'seeds/')
    and lists.indicator_list not in (select options.option_id from options)
union all
select
    options.file,
    options.row,
    'option_id' as column_name,
    options.option_id as value
from options
where options.option_id not in (
        select lists.indicator_list from indicator_lists as lists
    )
