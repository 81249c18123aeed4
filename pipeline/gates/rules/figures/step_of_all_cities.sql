-- expected: a column that does not rise and fall again in all cities
-- why: a year in another unit, doubled or of another column leaves no city out and
-- shows in no comparison between cities; half of the cities of the published
-- figures never move by more than a third and back
-- severity: error
with figures as (
    select
        *,
        ln(number / number_before) as rise,
        ln(number / number_after) as fall
    from step
),

years as (
    select
        source_id,
        variable_id,
        year,
        median(rise) as rise,
        median(fall) as fall
    from figures
    group by source_id, variable_id, year
    having count(rise) >= 10 and count(fall) >= 10
),

found as (
    select *
    from years
    where sign(rise) = sign(fall)
        and least(abs(rise), abs(fall)) > ln(1.33)
)

select
    figures.file,
    figures.column_name,
    min(figures.row) as row,
    format(
        '{} in {}, one of {} cities: in the median city {:.2f} times the year before '
        'and {:.2f} times the year after',
        arg_min(figures.value, figures.row),
        any_value(figures.year),
        count(*),
        exp(any_value(found.rise)),
        exp(any_value(found.fall))
    ) as value
from figures
inner join found
    on figures.source_id = found.source_id
    and figures.variable_id = found.variable_id
    and figures.year = found.year
group by
    figures.file,
    figures.column_name,
    figures.source_id,
    figures.variable_id,
    figures.year
