-- expected: figures that are not in the seeds or landing files yet
-- why: by its precedence a panel can take the place of checked figures, unseen
-- severity: warning
select
    min(panel_figure.file) as file,
    null as row,
    panel_figure.variable_id as column_name,
    panel_figure.source_id as value,
    format(
        'takes the place of {} figures of {}, by its precedence in sources.csv',
        count(*), seed_figure.source_id
    ) as expected
from panel_figure
inner join seed_figure
    on panel_figure.variable_id = seed_figure.variable_id
    and panel_figure.city_id = seed_figure.city_id
    and panel_figure.year = seed_figure.year
where panel_figure.precedence < seed_figure.precedence
group by
    panel_figure.variable_id, panel_figure.source_id, seed_figure.source_id
