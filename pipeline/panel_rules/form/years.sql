-- expected: a whole year from the first to the present one
-- why: of the future or of a distant past: a slip; half a year would be rounded
-- severity: error
select
    file,
    row,
    'year' as column_name,
    cast(year as varchar) as value,
    format('expected a whole year from {} to {}', first_year, last_year) as expected
from panel
cross join limits
where not (year between first_year and last_year and year = floor(year))
