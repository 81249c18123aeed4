-- expected: a row for each figure and none for a missing one
-- why: a row without a value is left out; where values were lost, nobody would know
-- severity: warning
select
    file,
    min(row) as row,
    'value' as column_name,
    null as value,
    format('{} rows without a value are left out, the first this', count(*)) as expected
from panel
where value is null
group by file
