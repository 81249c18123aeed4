-- expected: a unit of units.csv; one of your own is a row of reference/units.csv in the
-- region's folder
-- why: without its factor nothing says whether a multiplier brings figures to the unit;
-- a unit that is misspelt is another unit
-- severity: error
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
    unit as value
from named_units
where unit not in (select units.unit from units)
