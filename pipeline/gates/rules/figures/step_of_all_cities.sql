-- expected: a column that does not rise and fall again in all cities
-- why: a year in another unit, doubled or of another column leaves no city out and
-- shows in no comparison between cities; half of the cities of the published
-- figures never move by more than a third and back. Of what landed of other places,
-- nights of guests in 2020 do: there a fifth or five times stops
-- severity: error
with figures as (
    select
        step.*,
        place.is_landed,
        ln(step.number / step.number_before) as rise,
        ln(step.number / step.number_after) as fall
    from step
    inner join place
        on step.city_id = place.city_id
),

years as (
    select
        source_id,
        variable_id,
        year,
        median(rise) as rise,
        median(fall) as fall,
        bool_and(is_landed) as is_landed
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
    ) as value,
    case
        when any_value(found.is_landed)
            and least(abs(any_value(found.rise)), abs(any_value(found.fall))) < ln(5)
            then 'warning'
    end as severity
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
