-- What rules of values read: figures beside their wholes and neighbours.

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
