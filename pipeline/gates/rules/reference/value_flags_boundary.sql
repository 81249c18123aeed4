-- expected: a figure on another boundary for a city that area_changes.csv has a change
-- of, and that flag for residents of an earlier year on the boundary of 2020, where the
-- area has changed between
-- why: residents are divided into figures on the boundary of their year; a flag without
-- a change, or a change without the flag, is a slip in one of the two
-- severity: error
with treated as (
    select
        value_flags.*,
        flag_rules.treatment = 'other_boundary' as is_other_boundary
    from value_flags
    inner join flag_rules
        on value_flags.flag = flag_rules.flag
        and flag_rules.variable_id = ''
    where starts_with(value_flags.file, 'seeds/')
),

elsewhere as (
    select * from treated
    where is_other_boundary
)

select
    elsewhere.file,
    elsewhere.row,
    'flag' as column_name,
    elsewhere.flag || ' (' || elsewhere.city_id || ', ' || elsewhere.year
    || ', no row in area_changes.csv)' as value
from elsewhere
where elsewhere.city_id not in (select area_changes.city_id from area_changes)
union all
select distinct
    treated.file,
    treated.row,
    'flag' as column_name,
    treated.flag || ' (' || treated.city_id || ', ' || treated.year || ', '
    || treated.variable_id || ': the area changes in ' || area_changes.year
    || ', no flag other_boundary)' as value
from treated
inner join indicators
    on treated.variable_id = indicators.denominator_variable_id
inner join area_changes
    on treated.city_id = area_changes.city_id
    and cast(treated.year as integer) < cast(area_changes.year as integer)
    and cast(area_changes.year as integer) <= 2020
left join elsewhere
    on treated.source_id = elsewhere.source_id
    and treated.variable_id = elsewhere.variable_id
    and treated.city_id = elsewhere.city_id
    and treated.year = elsewhere.year
where
    treated.flag = 'boundary_2020'
    and elsewhere.city_id is null
