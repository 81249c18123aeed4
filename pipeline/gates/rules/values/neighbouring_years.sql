-- expected: not a value 5 times its neighbouring years, or that small a part of them
-- why: a digit too many or too few; some jumps are real
-- severity: warning
-- checked: step where coalesce(year_before, year_after) is not null
select
    step.file,
    step.row,
    step.column_name,
    beside_its_years(
        step.value,
        step.year_before,
        step.number_before,
        step.year_after,
        step.number_after
    ) as value
from step
cross join limits
where
    -- The nearer of the two neighbours: one that jumps does not accuse the other.
    least(
        factor_between(step.number, step.number_before),
        factor_between(step.number, step.number_after)
    ) > limits.jump_factor
