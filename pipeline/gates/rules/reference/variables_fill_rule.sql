-- expected: linear for people whom a census counts alone, none for all else
-- why: between two counts that are years apart people lie near a line; prices, flows
-- and what is published every year do not, and a year that is missing would be
-- invented
-- severity: error
with published_years as (
    select distinct
        variable_id,
        source_id,
        year
    from figure
),

steps as (
    select
        variable_id,
        source_id,
        year - lag(year) over (
            partition by variable_id, source_id order by year
        ) as n_years
    from published_years
),

-- A census comes every five or ten years.
counted as (
    select variable_id
    from steps
    group by variable_id, source_id
    having min(n_years) >= 5
)

select
    variables.file,
    variables.row,
    'fill_rule' as column_name,
    variables.fill_rule
    || ' ('
    || variables.variable_id
    || ', '
    || variables.unit
    || ')'
        as value
from variables
inner join units
    on variables.unit = units.unit
where
    variables.fill_rule = 'linear'
    and (
        units.quantity <> 'persons'
        or variables.variable_id not in (select counted.variable_id from counted)
    )
