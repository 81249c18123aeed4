-- expected: valid_min and valid_max within what the unit can be (lowest and highest of
-- units.csv), given where the unit has them, and valid_min below valid_max
-- why: without its bound a share of 143 percent, or a count below 0, is scored
-- severity: warning
with bounds as (
    select
        variables.file,
        variables.row,
        variables.unit,
        -- What lands may be of other kinds: a balance in persons is below 0.
        case when starts_with(variables.file, 'seeds/') then 'error' end as severity,
        variables.valid_min,
        variables.valid_max,
        units.lowest,
        units.highest,
        cast(nullif(variables.valid_min, '') as double) as min_value,
        cast(nullif(variables.valid_max, '') as double) as max_value,
        cast(nullif(units.lowest, '') as double) as lowest_value,
        cast(nullif(units.highest, '') as double) as highest_value
    from variables
    inner join units
        on variables.unit = units.unit
)

select
    file,
    row,
    'valid_min' as column_name,
    valid_min as value,
    'a valid_min of at least ' || lowest || ', the lowest of ' || unit
    || ' in units.csv' as expected,
    severity
from bounds
where lowest_value is not null and coalesce(min_value < lowest_value, true)
union all
select
    file,
    row,
    'valid_max' as column_name,
    valid_max as value,
    'a valid_max of at most ' || highest || ', the highest of ' || unit
    || ' in units.csv' as expected,
    severity
from bounds
where highest_value is not null and coalesce(max_value > highest_value, true)
union all
select
    file,
    row,
    'valid_max' as column_name,
    valid_max || ' (valid_min: ' || valid_min || ')' as value,
    'a valid_max above valid_min' as expected,
    'error' as severity
from bounds
where min_value >= max_value
