-- expected: a source_id of sources.csv
-- why: a figure of an unknown city, variable or source would vanish in a join
-- severity: error
select
    min_by(file, (file, row)) as file,
    min_by(row, (file, row)) as row,
    'source_id' as column_name,
    source_id as value,
    format(
        'expected a source_id of sources.csv; {:,} rows, the first this', count(*)
    ) as expected
from panel
where source_id not in (select sources.source_id from sources)
group by source_id
