-- expected: no slip of unit: not a value 1000 times the year before it, or that small
-- a part of it
-- why: yuan in place of 10,000 yuan is a factor of 10,000, in one year or from one year
-- on
-- severity: error
-- checked: step_of_all where year_before is not null
select
    step_of_all.file,
    step_of_all.row,
    step_of_all.column_name,
    beside_its_years(
        step_of_all.value,
        step_of_all.year_before,
        step_of_all.number_before,
        step_of_all.year_after,
        step_of_all.number_after
    ) as value
from step_of_all
cross join limits
where
    factor_between(step_of_all.number, step_of_all.number_before) >= limits.slip_factor
