-- expected: no slip of unit: not a value 1000 times the year before it, or that
-- small a part of it
-- why: yuan in place of 10,000 yuan is a factor of 10,000, in one year or from one
-- year on
-- severity: error
-- checked: step where factor_before is not null
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
where step.factor_before >= limits.slip_factor
