-- expected: a value from valid_min to valid_max of variables.csv, or a correction or
-- flag
-- why: a misprint that cannot be
-- severity: error
select
    panel_figure.file,
    panel_figure.row,
    panel_figure.variable_id as column_name,
    panel_figure.value,
    format(
        'expected a value from {} to {}, or a correction or flag for it',
        coalesce(nullif(variables.valid_min, ''), 'any'),
        coalesce(nullif(variables.valid_max, ''), 'any')
    ) as expected
from panel_figure
inner join variables
    on panel_figure.variable_id = variables.variable_id
where
    panel_figure.number < cast(nullif(variables.valid_min, '') as double)
    or panel_figure.number > cast(nullif(variables.valid_max, '') as double)
