-- expected: a factor above 0, and a lowest value below the highest
-- why: figures are brought to other units by the factor, and held to these bounds
-- severity: error
select
    file,
    row,
    'factor' as column_name,
    factor as value
from units
where cast(factor as double) <= 0
union all
select
    file,
    row,
    'lowest' as column_name,
    lowest || ' to ' || highest as value
from units
where cast(nullif(lowest, '') as double) >= cast(nullif(highest, '') as double)
