-- expected: no 0 in a series that is positive in other years
-- why: an empty cell read as 0 pulls every mean down
-- severity: warning
with series as (
    select *
    from panel_series
    where highest > 0 and n_zeros > 0
)

select
    file,
    row,
    variable_id as column_name,
    value
from panel_figure
semi join series using (source_id, variable_id, city_id)
where number = 0
