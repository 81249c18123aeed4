-- expected: a number below 1e308
-- why: a larger one, and what is no number, makes every mean the same
-- severity: error
select
    file,
    row,
    'value' as column_name,
    cast(value as varchar) as value
from panel
where not isfinite(value)
