-- expected: a whole year from the first to the present one
-- why: of the future or of a distant past: a slip; half a year would be rounded
-- severity: error
select
    panel.file,
    panel.row,
    'year' as column_name,
    cast(panel.year as varchar) as value,
    format(
        'expected a whole year from {} to {}', limits.first_year, limits.last_year
    ) as expected
from panel
cross join limits
where
    not (
        panel.year between limits.first_year and limits.last_year
        and panel.year = floor(panel.year)
    )
