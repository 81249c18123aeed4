-- expected: each figure of a publication once, in one file
-- why: a landed figure beside the same one in a seed: which of the two?
-- severity: error
-- checked: figure
with repeated as (
    select
        source_id,
        variable_id,
        city_id,
        year
    from figure
    group by source_id, variable_id, city_id, year
    having count(*) > 1
)

select
    figure.file,
    figure.row,
    'source_id, variable_id, city_id, year' as column_name,
    concat_ws(
        ', ', figure.source_id, figure.variable_id, figure.city_id, figure.year
    ) as value
from figure
inner join repeated
    on figure.source_id = repeated.source_id
    and figure.variable_id = repeated.variable_id
    and figure.city_id = repeated.city_id
    and figure.year = repeated.year
