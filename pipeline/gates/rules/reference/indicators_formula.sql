-- expected: a numerator over a denominator that no other indicator has
-- why: the same figures twice have twice the weight of any other indicator
-- severity: error
with formulas as (
    select
        *,
        count(*) over (
            partition by numerator_variable_id, denominator_variable_id
            order by file, row
        ) as n_so_far
    from indicators
)

select
    file,
    row,
    'numerator_variable_id' as column_name,
    numerator_variable_id || ' over ' || denominator_variable_id as value,
    case
        when numerator_variable_id = denominator_variable_id
            then 'a denominator that is not the numerator'
    end as expected
from formulas
where
    n_so_far > 1
    or numerator_variable_id = denominator_variable_id
