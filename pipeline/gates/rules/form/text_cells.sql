-- expected: a text that begins with no formula sign (= + - @) and has no spaces
-- around it
-- why: a spreadsheet executes such a cell when an export is opened
-- severity: error
-- checked: filled_cell where kind = 'text'
select
    file,
    row,
    column_name,
    value
from filled_cell
where kind = 'text' and (
        begins_or_ends_badly(value)
        or not regexp_full_match(value, '[^\x00-\x08\x0b-\x1f\x7f-\x9f]*')
    )
