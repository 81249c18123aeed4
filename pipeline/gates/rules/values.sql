-- What rules of values read: figures beside their limits, wholes and neighbours.

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
        -- China, whose cities have GB/T codes.
        ('lon', 73, 136),
        ('lat', 3, 54),
        -- From 1.5 in 1980 to 8.6 in 1994.
        ('yuan_per_usd', 1, 10),
        -- At most the root of n - 1, or of n, for n agglomerations.
        ('between_cluster_cv', 0, 3)
    ) as bounds (column_name, lowest, highest)
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
    on filled_cell.column_name = ranges.column_name;

create temp view limited_figure as
with bounds as (
    select
        variable_id,
        cast(valid_min as double) as lowest,
        null as highest,
        'values_not_below_' || format('{:g}', cast(valid_min as double)) as part,
        format(
            'a value of at least {:g}, or a correction or flag for it',
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
            'a value of at most {:g}, or a correction or flag for it',
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
    'the unit that variables.csv has for the variable: ' || unit as expected
from figure
where landed_unit is not null;

-- The figures of each publication, and those that are taken as one publication more:
-- checks of one publication do not see what it does beside the others.
create temp view figure_of_series as
select
    source_id,
    variable_id,
    city_id,
    year,
    number,
    file,
    row,
    column_name,
    value
from figure_in_use
union all
select
    '(selected)' as source_id,
    variable_id,
    city_id,
    year,
    number,
    file,
    row,
    column_name,
    value
from figure_selected;

-- As step: positive figures that are taken, where several publications have some of a
-- series.
create temp table step_of_selected as
with shared as (
    select
        variable_id,
        city_id
    from step
    group by variable_id, city_id
    having min(source_id) < max(source_id)
),

selected as (
    select figure_selected.*
    from figure_selected
    inner join shared
        on figure_selected.variable_id = shared.variable_id
        and figure_selected.city_id = shared.city_id
    where figure_selected.number > 0
)

select
    *,
    lag(year) over by_year as year_before,
    lag(number) over by_year as number_before,
    lead(year) over by_year as year_after,
    lead(number) over by_year as number_after
from selected
window by_year as (partition by variable_id, city_id order by year);

create temp view step_of_all as
select * exclude (precedence)
from step_of_selected
union all by name
select *
from step;

create temp macro beside_its_years(
    value, year_before, number_before, year_after, number_after
) as format(
    '{} ({}, {})',
    value,
    coalesce(format('{}: {:g}', year_before, number_before), 'none'),
    coalesce(format('{}: {:g}', year_after, number_after), 'none')
);

-- Sums of parts beside their whole, at the place of the largest part.
create temp table part_of_whole as
with parts as (
    select
        pairs.part,
        pairs.whole
    from (
        values
        ('fiscal_expenditure_science', 'fiscal_expenditure'),
        ('fiscal_expenditure_education', 'fiscal_expenditure'),
        ('invention_patents_granted', 'patents_granted'),
        ('expressway_length', 'highway_length'),
        ('urban_resident_population', 'resident_population')
    ) as pairs (part, whole)
    union all
    select
        variable_id as part,
        'employment_total' as whole
    from variables
    where role = 'industry_section'
),

sums as (
    select
        parts.whole,
        figures.source_id,
        figures.city_id,
        figures.year,
        sum(figures.number) as parts,
        arg_max(figures.file, figures.number) as file,
        arg_max(figures.row, figures.number) as row,
        arg_max(figures.column_name, figures.number) as column_name,
        arg_max(figures.value, figures.number) as value
    from figure_of_series as figures
    inner join parts
        on figures.variable_id = parts.part
    group by parts.whole, figures.source_id, figures.city_id, figures.year
)

select
    sums.file,
    sums.row,
    sums.column_name,
    sums.value,
    sums.parts,
    wholes.number as whole
from sums
inner join figure_of_series as wholes
    on sums.whole = wholes.variable_id
    and sums.source_id = wholes.source_id
    and sums.city_id = wholes.city_id
    and sums.year = wholes.year;

-- Shares of the three sectors, where all are there, at the place of the first.
create temp table sum_of_shares as
select
    any_value(file) filter (where variable_id = 'gdp_share_primary') as file,
    any_value(row) filter (where variable_id = 'gdp_share_primary') as row,
    any_value(column_name) filter (where variable_id = 'gdp_share_primary')
        as column_name,
    any_value(value) filter (where variable_id = 'gdp_share_primary') as value,
    sum(number) as share_sum
from figure_in_use
where variable_id in ('gdp_share_primary', 'gdp_share_secondary', 'gdp_share_tertiary')
group by source_id, city_id, year
having count(*) = 3;

-- Figures of series that are positive in some year.
create temp table positive_series as
select *
from figure_in_use
qualify max(number) over (partition by source_id, variable_id, city_id) > 0;

-- Member cities and the years that are scored: those of the panels of the scenarios
-- that take their membership scheme.
create temp table scored_city_year as
select
    cluster_members.city_id,
    cast(panel_years.year as integer) as year,
    arg_min(cluster_members.file, cluster_members.rowid) as file,
    arg_min(cluster_members.row, cluster_members.rowid) as row
from cluster_members
inner join scenarios
    on cluster_members.membership_scheme_id = scenarios.membership_scheme_id
inner join panel_years
    on scenarios.panel_id = panel_years.panel_id
group by cluster_members.city_id, cast(panel_years.year as integer);
