-- expected: a unit of units.csv; one of your own is a row there, in the landing folder
-- too
-- why: without its factor nothing says whether a multiplier brings figures to the unit;
-- a unit that is misspelt is another unit
-- severity: warning
with named_units as (
    select
        file,
        row,
        unit
    from variables
    union all
    select
        file,
        row,
        unit
    from indicators
)

select
    file,
    row,
    'unit' as column_name,
    unit as value,
    -- What lands may be in units that the project does not know.
    case when starts_with(file, 'seeds/') then 'error' end as severity
from named_units
where unit not in (select units.unit from units)
