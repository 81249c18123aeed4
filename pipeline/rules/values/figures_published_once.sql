-- expected: each figure of a publication once, in one file
-- why: a landed figure beside the same one in a seed: which of the two?
-- severity: error
-- checked: figure
select
    file,
    row,
    'source_id, variable_id, city_id, year' as column_name,
    concat_ws(', ', source_id, variable_id, city_id, year) as value
from figure
qualify count(*) over (partition by source_id, variable_id, city_id, year) > 1
