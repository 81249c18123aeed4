-- expected: figures of their own, not those of the year before
-- why: a year that was not published is filled by copying; what is counted anew
-- each year hardly ever comes out the same to the fourth digit, nor half of a row,
-- nor a third of a column in which fewer than one in seven repeat themselves over
-- the years
-- severity: warning

-- A rate of 100, an area and a road stay as they are.
with compared as (
    select
        *,
        coalesce(number = lag(number) over by_year, false) as is_same,
        lag(year) over by_year as year_before
    from figure_in_use
    where number > 0
        and unit not in ('km2', 'km')
        and not (unit = 'percent' and number = 100)
    window by_year as (
        partition by source_id, variable_id, city_id order by year
    )
),

counted as (
    select
        *,
        sum(cast(is_same as integer)) over same_row as n_same_of_row,
        count(*) over same_row as n_of_row,
        avg(cast(is_same as integer)) over same_year as share_of_year,
        count(*) over same_year as n_of_year,
        avg(cast(is_same as integer)) over same_column as share_of_column
    from compared
    where year_before = year - 1
    window
        same_row as (partition by file, row),
        same_year as (partition by file, column_name, year),
        same_column as (partition by source_id, variable_id)
),

repeated as (
    select
        counted.*,
        counted.share_of_year > 0.33
        and counted.n_of_year >= 10
        and counted.share_of_column < 0.15 as is_column,
        counted.n_same_of_row >= 2
        and counted.n_same_of_row > 0.5 * counted.n_of_row as is_row,
        scored_variable.variable_id is not null
        and counted.unit not in ('percent', '10k_persons')
        and length(regexp_replace(counted.value, '^[0.]+|[.]0*$|[.]', '', 'g')) >= 4
            as is_counted
    from counted
    left join scored_variable
        on counted.variable_id = scored_variable.variable_id
    where counted.is_same and not counted.is_known
),

cells as (
    select
        file,
        row,
        column_name,
        format('{} in {}', value, year) as value,
        'warning' as severity
    from repeated
    where is_counted and not is_row and not is_column
),

rows_of_files as (
    select
        file,
        row,
        case
            when count(*) > 2
                then format('{} and {} others', min(column_name), count(*) - 1)
            else string_agg(column_name, ', ' order by column_name)
        end as column_name,
        format(
            '{} in {}: {} of {} figures of the row',
            arg_min(value, column_name),
            any_value(year),
            count(*),
            any_value(n_of_row)
        ) as value,
        'warning' as severity
    from repeated
    where is_row and not is_column
    group by file, row
),

columns_of_years as (
    select
        file,
        min(row) as row,
        column_name,
        format(
            '{} in {}: {} of {} cities',
            arg_min(value, row),
            any_value(year),
            count(*),
            any_value(n_of_year)
        ) as value,
        'error' as severity
    from repeated
    where is_column
    group by file, column_name, year
)

select * from cells
union all by name
select * from rows_of_files
union all by name
select * from columns_of_years
