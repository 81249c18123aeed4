-- expected: a year that the reason names, where it names years
-- why: a break where no series runs, or in another year, divides nothing: the trends go
-- through the real one
-- severity: error
with variables_of_indicators as (
    select
        indicator_id,
        numerator_variable_id as variable_id
    from indicators
    union
    select
        indicator_id,
        denominator_variable_id as variable_id
    from indicators
    where denominator_variable_id <> ''
),

all_years as (
    select
        min(year) as first_year,
        max(year) as last_year
    from figure
),

spans as (
    select
        variables_of_indicators.indicator_id,
        min(figure.year) as first_year,
        max(figure.year) as last_year
    from variables_of_indicators
    inner join figure
        on variables_of_indicators.variable_id = figure.variable_id
    group by variables_of_indicators.indicator_id
)

select
    series_breaks.file,
    series_breaks.row,
    'year' as column_name,
    series_breaks.year || ' (' || series_breaks.indicator_id || ')' as value,
    printf(
        'a year from %d to %d, within the figures',
        coalesce(spans.first_year, all_years.first_year) + 1,
        coalesce(spans.last_year, all_years.last_year)
    ) as expected
from series_breaks
cross join all_years
left join spans
    on series_breaks.indicator_id = spans.indicator_id
where
    cast(series_breaks.year as integer)
    not between coalesce(spans.first_year, all_years.first_year) + 1
    and coalesce(spans.last_year, all_years.last_year)
union all
select
    file,
    row,
    'year' as column_name,
    year || ' (' || indicator_id || ': ' || reason || ')' as value,
    null as expected
from series_breaks
where
    (regexp_matches(reason, '[0-9]{4}') and not contains(reason, year))
    or (regexp_matches(reason_zh, '[0-9]{4}') and not contains(reason_zh, year))
