-- expected: a value from valid_min to valid_max of variables.csv, or a correction or flag
-- why: a misprint that cannot be
-- severity: error
select
    panel_figure.file,
    panel_figure.row,
    variable_id as column_name,
    panel_figure.value,
    format(
        'expected a value from {} to {}, or a correction or flag for it',
        coalesce(nullif(valid_min, ''), 'any'), coalesce(nullif(valid_max, ''), 'any')
    ) as expected
from panel_figure
inner join variables using (variable_id)
where
    number < cast(nullif(valid_min, '') as double)
    or number > cast(nullif(valid_max, '') as double)
