-- expected: a value that lies nearer to the neighbouring years than the published one
-- why: a correction that makes a series worse is itself a slip; a value that fits its
-- neighbours has nothing to correct
-- severity: error
with published as (
    select
        corrections.file,
        corrections.row,
        corrections.source_id,
        corrections.variable_id,
        corrections.city_id,
        cast(corrections.year as integer) as year,
        corrections.value_used,
        corrections.published_value,
        cast(corrections.published_value as double) as published_number,
        cast(nullif(corrections.value_used, '') as double) as number_used
    from corrections
),

-- The years on either side that are in use and not corrected themselves.
neighbours as (
    select
        published.file,
        published.row,
        any_value(published.value_used) as value_used,
        any_value(published.published_value) as published_value,
        any_value(published.published_number) as published_number,
        any_value(published.number_used) as number_used,
        max_by(figures.number, figures.year) filter (
            where figures.year < published.year
        ) as number_before,
        min_by(figures.number, figures.year) filter (
            where figures.year > published.year
        ) as number_after
    from published
    inner join figure_in_use as figures
        on published.source_id = figures.source_id
        and published.variable_id = figures.variable_id
        and published.city_id = figures.city_id
        and published.year <> figures.year
    group by published.file, published.row
),

between_neighbours as (
    select
        *,
        (
            coalesce(number_before, number_after)
            + coalesce(number_after, number_before)
        ) / 2 as number_between
    from neighbours
)

select
    file,
    row,
    'value_used' as column_name,
    value_used || ' (published: ' || published_value
    || printf(', neighbouring years: %g)', number_between) as value,
    null as expected,
    null as severity
from between_neighbours
where
    abs(number_used - number_between) >= abs(published_number - number_between)
union all
select
    file,
    row,
    'value_used' as column_name,
    value_used || ' (published: ' || published_value
    || printf(', neighbouring years: %g)', number_between) as value,
    -- The least of those that are taken out differs by 45 percent (PM10 for PM2.5).
    'a published value that is taken out to differ from the neighbouring years by a '
    || 'quarter or more' as expected,
    'warning' as severity
from between_neighbours
where
    number_used is null
    and abs(published_number - number_between) < 0.25 * abs(number_between)
