-- expected: an extent_note where is_whole_city is false, and none where it is true
-- why: figures are those of the whole city: a reader must know where the plan means
-- less
-- severity: warning
select
    file,
    row,
    'extent_note' as column_name,
    extent_note || ' (is_whole_city: ' || is_whole_city || ')' as value
from cluster_members
where (is_whole_city = 'true') <> (extent_note = '')
