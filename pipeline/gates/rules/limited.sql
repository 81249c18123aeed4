-- What rules of values read: cells and figures beside their limits.

-- What a column of any table can hold; variables have theirs in variables.csv.
create temp view ranged_cell as
with ranges as (
    select
        bounds.column_name,
        bounds.lowest,
        bounds.highest,
        case when ends_with(bounds.column_name, 'year') then 'a year' else 'a value' end
        || format(' from {} to {}', bounds.lowest, bounds.highest) as expected
    from limits
    cross join lateral (
        values
        ('year', limits.first_year, limits.last_year),
        ('from_year', limits.first_year, limits.last_year),
        ('since_year', limits.first_year, limits.last_year),
        ('recorded_until_year', limits.first_year, limits.last_year),
        -- From 1.5 in 1980 to 8.6 in 1994.
        ('yuan_per_usd', 1, 10),
        -- At most the root of n - 1, or of n, for n agglomerations.
        ('between_cluster_cv', 0, 3)
    ) as bounds (column_name, lowest, highest)
),

-- Where the places of a system of codes lie: GB/T 2260 is of China.
points as (
    unpivot cities on lon, lat into name column_name value value
),

boxes as (
    select
        points.file,
        points.row,
        points.column_name,
        points.value,
        case
            when points.column_name = 'lon'
                then coalesce(try_cast(systems.west as double), -180)
            else coalesce(try_cast(systems.south as double), -90)
        end as lowest,
        case
            when points.column_name = 'lon'
                then coalesce(try_cast(systems.east as double), 180)
            else coalesce(try_cast(systems.north as double), 90)
        end as highest
    from points
    left join code_systems as systems
        on points.code_system = systems.code_system
    where points.value <> ''
)

select
    filled_cell.file,
    filled_cell.row,
    filled_cell.column_name,
    filled_cell.value,
    ranges.column_name as part,
    ranges.expected,
    cast(filled_cell.value as double) between ranges.lowest and ranges.highest
        as is_within
from filled_cell
inner join ranges
    on filled_cell.column_name = ranges.column_name
union all
select
    file,
    row,
    column_name,
    value,
    column_name as part,
    format('a value from {:g} to {:g}', lowest, highest) as expected,
    cast(value as double) between lowest and highest as is_within
from boxes;

create temp view limited_figure as
with bounds as (
    select
        variable_id,
        cast(valid_min as double) as lowest,
        null as highest,
        'values_not_below_' || format('{:g}', cast(valid_min as double)) as part,
        format(
            'a value of at least {:g} (valid_min in variables.csv, or if that is empty '
            || 'lowest of its unit), or a correction or flag for it',
            cast(valid_min as double)
        ) as expected
    from variables
    where valid_min <> ''
    union all
    select
        variable_id,
        null as lowest,
        cast(valid_max as double) as highest,
        'values_not_above_' || format('{:g}', cast(valid_max as double)) as part,
        format(
            'a value of at most {:g} (valid_max in variables.csv, or if that is empty '
            || 'highest of its unit), or a correction or flag for it',
            cast(valid_max as double)
        ) as expected
    from variables
    where valid_max <> ''
)

select
    figure_in_use.file,
    figure_in_use.row,
    figure_in_use.column_name,
    figure_in_use.value,
    bounds.part,
    bounds.expected,
    figure_in_use.number >= coalesce(bounds.lowest, figure_in_use.number)
    and figure_in_use.number <= coalesce(bounds.highest, figure_in_use.number)
        as is_within
from figure_in_use
inner join bounds
    on figure_in_use.variable_id = bounds.variable_id;

create temp view landed_figure as
select
    *,
    'units_' || unit as part,
    'the unit that variables.csv has for the variable: ' || unit
    || ', or another of its quantity in units.csv' as expected
from figure
where landed_unit is not null;
