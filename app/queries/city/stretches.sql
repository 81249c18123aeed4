-- The stretch of comparable years that each year of an indicator belongs to.
--
-- A year that stands on another basis alone is a stretch of its own; the years around
-- it are two, as a line between them would run through it.
select
    years.year,
    count(*) filter (breaks.year <= years.year)
    + count(*) filter (
        breaks.year < years.year and break_type = 'not_comparable'
    ) as stretch
from shared.all_years as years
left join city.series_breaks as breaks on years.year >= breaks.year
group by years.year
