-- expected: figures of the years that data_years of sources.csv has
-- why: figures of other years are of another edition, or their years slipped
-- severity: warning
with named_years as (
    select
        source_id,
        data_years,
        regexp_extract_all(data_years, '[0-9]{4}') as year_texts
    from sources
),

spans as (
    select
        source_id,
        data_years,
        cast(list_min(year_texts) as integer) as first_year,
        cast(list_max(year_texts) as integer) as last_year
    from named_years
    where len(year_texts) > 1
)

select
    figure.file,
    min(figure.row) as row,
    'year' as column_name,
    figure.year || ' (' || figure.source_id || ': ' || spans.data_years || ', '
    || count(*) || ' figures)' as value
from figure
inner join spans
    on figure.source_id = spans.source_id
where figure.year not between spans.first_year and spans.last_year
group by figure.file, figure.year, figure.source_id, spans.data_years
