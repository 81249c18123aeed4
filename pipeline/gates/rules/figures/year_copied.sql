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
        number = number_before as is_same
    from step
    where year_before = year - 1
        and unit not in ('km2', 'km')
        and not (unit = 'percent' and 100 in (number, number_before))
),

of_rows as (
    select
        file,
        row,
        count(*) filter (where is_same) as n_same_of_row,
        count(*) as n_of_row
    from compared
    group by file, row
),

of_years as (
    select
        file,
        variable_id,
        year,
        avg(cast(is_same as integer)) as share_of_year,
        count(*) as n_of_year
    from compared
    group by file, variable_id, year
),

of_columns as (
    select
        source_id,
        variable_id,
        avg(cast(is_same as integer)) as share_of_column
    from compared
    group by source_id, variable_id
),

counted as (
    select
        compared.*,
        of_rows.n_same_of_row,
        of_rows.n_of_row,
        of_years.share_of_year,
        of_years.n_of_year,
        of_columns.share_of_column
    from compared
    inner join of_rows
        on compared.file = of_rows.file
        and compared.row = of_rows.row
    inner join of_years
        on compared.file = of_years.file
        and compared.variable_id = of_years.variable_id
        and compared.year = of_years.year
    inner join of_columns
        on compared.source_id = of_columns.source_id
        and compared.variable_id = of_columns.variable_id
    where compared.is_same
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
    where not counted.is_known
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
        arg_min(column_name, row) as column_name,
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
    group by file, variable_id, year
)

select * from cells
union all by name
select * from rows_of_files
union all by name
select * from columns_of_years
