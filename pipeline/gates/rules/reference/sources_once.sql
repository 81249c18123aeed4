-- expected: a precedence that no other publication of the seeds has
-- why: of several publications the one with the smallest precedence is used; what lands
-- has one number, and is told apart where figures meet
-- severity: error
with counted as (
    select
        file,
        row,
        precedence,
        count(*) over (partition by precedence) as n_of_number
    from sources
    where starts_with(file, 'seeds/')
)

select
    file,
    row,
    'precedence' as column_name,
    precedence as value
from counted
where n_of_number > 1
