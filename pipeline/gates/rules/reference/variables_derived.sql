-- expected: role derived, and the unit of what it is computed from
-- why: a sum of figures in two units, or of one that is called by another, is wrong by
-- the factor between them in every city and year
-- severity: error
with computed_from (variable_id, part_id) as (
    -- What the models compute: int_variable_value and int_chosen_value.
    values
    ('fdi_utilised_yuan', 'fdi_utilised'),
    ('trade_total', 'exports_yuan'),
    ('trade_total', 'imports_yuan'),
    ('trade_total', 'exports_usd'),
    ('trade_total', 'imports_usd'),
    ('urban_resident_population', 'resident_population')
),

sections as (
    select
        'employment_total' as variable_id,
        variable_id as part_id
    from variables
    where role = 'industry_section'
),

pairs as (
    select * from computed_from
    union all
    select * from sections
)

select
    parts.file,
    parts.row,
    'unit' as column_name,
    parts.unit || ' (' || parts.variable_id || ')' as value,
    'a unit of the size of '
    || wholes.unit
    || ', which '
    || wholes.variable_id
    || ' has'
        as expected
from pairs
inner join variables as wholes
    on pairs.variable_id = wholes.variable_id
inner join variables as parts
    on pairs.part_id = parts.variable_id
inner join units as whole_units
    on wholes.unit = whole_units.unit
inner join units as part_units
    on parts.unit = part_units.unit
where
    cast(part_units.factor as double) <> cast(whole_units.factor as double)
    or part_units.quantity not in (whole_units.quantity, 'dollars')
    or (part_units.quantity = 'dollars') <> (
        parts.variable_id = 'fdi_utilised' or parts.variable_id like '%\_usd' escape '\'
    )
union all
select
    file,
    row,
    'role' as column_name,
    role || ' (' || variable_id || ')' as value,
    'role derived: the models compute it' as expected
from variables
where
    role <> 'derived'
    and variable_id in (
        'fdi_utilised_yuan', 'trade_total', 'krugman_specialisation',
        'high_speed_rail_new_line', 'high_speed_rail_any_line',
        'high_speed_rail_separate_line'
    )
