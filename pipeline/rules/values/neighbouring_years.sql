-- expected: not a value 5 times its neighbouring years, or that small a part of them
-- why: a digit too many or too few; some jumps are real
-- severity: warning
-- checked: step where source_id <> '(selected)'
-- and coalesce(factor_before, factor_after) is not null
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
    step.source_id <> '(selected)'
    -- The nearer of the two neighbours: one that jumps does not accuse the other.
    and least(step.factor_before, step.factor_after) > limits.jump_factor
