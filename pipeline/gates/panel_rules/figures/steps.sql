-- expected: no slip of unit from one year to the next
-- why: yuan in place of 10,000 yuan is a factor of 10,000, in one year or from one on
-- severity: error
select
    panel_step.file,
    panel_step.row,
    panel_step.variable_id as column_name,
    format(
        '{} ({}: {:g})',
        panel_step.value, panel_step.year_before, panel_step.number_before
    ) as value,
    format(
        'expected no slip of unit: not a value {} times the year before it, or that '
        'small a part of it',
        limits.slip_factor
    ) as expected
from panel_step
cross join limits
where
    greatest(
        panel_step.number / panel_step.number_before,
        panel_step.number_before / panel_step.number
    ) >= limits.slip_factor
