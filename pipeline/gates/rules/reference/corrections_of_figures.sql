-- expected: a figure that was published in that year, with published_value as it is
-- printed
-- why: a correction or flag of another cell leaves the slip in use, and the right
-- figure out
-- severity: error
with marked as (
    select
        file,
        row,
        source_id,
        variable_id,
        city_id,
        year,
        published_value
    from corrections
    union all
    select
        file,
        row,
        source_id,
        variable_id,
        city_id,
        year,
        null as published_value
    from value_flags
),

-- Series that stand in a panel are not read here: dbt tests theirs.
series as (
    select
        source_id,
        variable_id,
        city_id,
        min(year) as first_year,
        max(year) as last_year
    from figure
    group by source_id, variable_id, city_id
)

select
    marked.file,
    marked.row,
    case when figure.file is null then 'year' else 'published_value' end as column_name,
    case
        when figure.file is null
            then marked.source_id || ', ' || marked.variable_id || ', '
                || marked.city_id || ', ' || marked.year
        else marked.published_value || ' (printed: ' || figure.published_value || ')'
    end as value
from marked
inner join series
    on marked.source_id = series.source_id
    and marked.variable_id = series.variable_id
    and marked.city_id = series.city_id
left join figure
    on marked.source_id = figure.source_id
    and marked.variable_id = figure.variable_id
    and marked.city_id = figure.city_id
    and cast(marked.year as integer) = figure.year
where
    (
        figure.file is null
        and cast(marked.year as integer) between series.first_year and series.last_year
    )
    or cast(marked.published_value as double) <> cast(figure.published_value as double)
