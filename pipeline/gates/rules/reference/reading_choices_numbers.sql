-- expected: choices numbered 1, 2, 3 ...; options numbered 0, 1, 2 ... within their
-- choice, 0 for the paper's
-- why: a reading is called by the numbers of its options, in the order of the choices:
-- with a number twice two readings have one name
-- severity: error
with numbered as (
    select
        *,
        row_number() over (
            partition by choice_id order by cast(option_number as integer), row
        ) - 1 as number_in_order,
        mode(choice_number) over of_choice as usual_number,
        mode(choice_en) over of_choice as usual_choice_en,
        mode(choice_zh) over of_choice as usual_choice_zh
    from reading_choices
    window of_choice as (partition by choice_id)
),

-- One row per choice.
choices as (
    select
        choice_id,
        min(file) as file,
        min(row) as row,
        any_value(usual_number) as choice_number,
        row_number() over (
            order by cast(any_value(usual_number) as integer), choice_id
        ) as number_in_order
    from numbered
    group by choice_id
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
    'choice_number' as column_name,
    choice_number || ' (' || choice_id || ')' as value,
    null as expected
from choices
where cast(choice_number as integer) <> number_in_order
union all
select
    file,
    row,
    'choice_number' as column_name,
    choice_number || ' (others of ' || choice_id || ': ' || usual_number || ')'
        as value,
    'one number for a choice' as expected
from numbered
where choice_number <> usual_number
union all
select
    file,
    row,
    'choice_en' as column_name,
    choice_en || ' (others of ' || choice_id || ': ' || usual_choice_en || ')' as value,
    'one name for a choice' as expected
from numbered
where choice_en <> usual_choice_en
union all
select
    file,
    row,
    'choice_zh' as column_name,
    choice_zh || ' (others of ' || choice_id || ': ' || usual_choice_zh || ')' as value,
    'one name for a choice' as expected
from numbered
where choice_zh <> usual_choice_zh
