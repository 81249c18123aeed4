-- The name of a unit.
select
    unit_en,
    unit_zh
from marts.dim_unit
where unit = $unit
