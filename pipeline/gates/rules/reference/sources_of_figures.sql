-- expected: a source of sources.csv: a seed of figures is named after it
-- why: figures of a source without a precedence are never taken
-- severity: error
select distinct
    figure.file,
    null as row,
    'source_id' as column_name,
    figure.source_id as value
from figure
left join sources
    on figure.source_id = sources.source_id
where sources.source_id is null
