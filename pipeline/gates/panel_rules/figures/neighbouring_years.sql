-- expected: not a value 5 times its neighbouring years, or that small a part of them
-- why: a digit too many or too few; some jumps are real
-- severity: warning
select
    panel_step.file,
    panel_step.row,
    panel_step.variable_id as column_name,
    format(
        '{} (before: {}, after: {})', panel_step.value,
        coalesce(format('{:g}', panel_step.number_before), 'none'),
        coalesce(format('{:g}', panel_step.number_after), 'none')
    ) as value,
    format(
        'expected not a value {} times its neighbouring years, or that small a part '
        'of them', limits.jump_factor
    ) as expected
from panel_step
cross join limits
where
    -- The nearer of the two: one that jumps does not accuse the other.
    least(
        greatest(
            panel_step.number / panel_step.number_before,
            panel_step.number_before / panel_step.number
        ),
        greatest(
            panel_step.number / panel_step.number_after,
            panel_step.number_after / panel_step.number
        )
    ) > limits.jump_factor
