-- expected: every criterion, with limits from 0 to 1 that do not fall from A to C
-- why: a criterion that is lost, or allows a worse grade less than a better one, makes
-- figures look better than they are
-- severity: error
with place as (
    select min(file) as file from quality_criteria
)

select
    file,
    row,
    'highest_a' as column_name,
    highest_a || ', ' || highest_b || ', ' || highest_c as value
from quality_criteria
where
    cast(highest_a as double) < 0
    or cast(highest_a as double) > cast(highest_b as double)
    or cast(highest_b as double) > cast(highest_c as double)
    or cast(highest_c as double) > 1
union all
select
    place.file,
    null as row,
    'criterion_id' as column_name,
    'no row for ' || accepted_choice.value as value
from accepted_choice
cross join place
left join quality_criteria
    on accepted_choice.value = quality_criteria.criterion_id
where
    accepted_choice.table_name = 'quality_criteria'
    and accepted_choice.column_name = 'criterion_id'
    and quality_criteria.criterion_id is null
