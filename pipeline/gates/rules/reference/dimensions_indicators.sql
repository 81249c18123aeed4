-- expected: a dimension that has an indicator of its own in indicators.csv
-- why: a dimension without indicators has no score, and the mean over dimensions none
-- severity: error
select
    file,
    row,
    'dimension_id' as column_name,
    dimension_id as value
from dimensions
where
    dimension_id not in (
        select indicators.dimension_id from indicators
        where indicators.alternative_of = ''
    )
