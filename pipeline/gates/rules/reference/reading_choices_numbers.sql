-- expected: options numbered 0, 1, 2 ... within their choice, 0 for the paper's
-- why: a reading is called by the numbers of its options: with a number twice two
-- readings have one name
-- severity: error
with numbered as (
    select
        *,
        row_number() over (
            partition by choice_id order by cast(option_number as integer), row
        ) - 1 as number_in_order,
        mode(choice_en) over (partition by choice_id) as usual_choice_en
    from reading_choices
)

select
    file,
    row,
    'option_number' as column_name,
    option_number || ' (' || choice_id || ', ' || option_id || ')' as value,
    null as expected
from numbered
where
    cast(option_number as integer) <> number_in_order
    or (is_paper = 'true') <> (option_number = '0')
    or number_in_order > 9
union all
select
    file,
    row,
    'choice_en' as column_name,
    choice_en || ' (others of ' || choice_id || ': ' || usual_choice_en || ')' as value,
    'one name for a choice' as expected
from numbered
where choice_en <> usual_choice_en
