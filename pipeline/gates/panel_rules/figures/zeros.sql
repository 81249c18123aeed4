-- expected: no 0 in a series that is positive in other years
-- why: an empty cell read as 0 pulls every mean down
-- severity: warning
with series as (
    select *
    from panel_series
    where highest > 0 and n_zeros > 0
)

select
    panel_figure.file,
    panel_figure.row,
    panel_figure.variable_id as column_name,
    panel_figure.value
from panel_figure
inner join series
    on panel_figure.source_id = series.source_id
    and panel_figure.variable_id = series.variable_id
    and panel_figure.city_id = series.city_id
where panel_figure.number = 0
