-- expected: the unit that variables.csv has for the variable
-- why: yuan for 10,000 yuan is the commonest slip of all
-- severity: error
select
    min_by(panel.file, (panel.file, panel.row)) as file,
    min_by(panel.row, (panel.file, panel.row)) as row,
    'unit' as column_name,
    panel.unit as value,
    format(
        'expected {}, the unit that variables.csv has for {}; {:,} rows, the first '
        'this',
        known.unit, panel.variable_id, count(*)
    ) as expected
from panel
inner join variables as known
    on panel.variable_id = known.variable_id
where panel.unit <> known.unit
group by panel.unit, known.unit, panel.variable_id
