-- expected: a name without control characters, quotes, semicolons or markup, that
-- begins with no formula sign (= + - @) and has no spaces around it
-- why: names are shown in pages and messages: markup or SQL in one is an attack
-- severity: error
-- checked: filled_cell where kind = 'name'
select
    file,
    row,
    column_name,
    value
from filled_cell
where kind = 'name' and (
        begins_or_ends_badly(value)
        or not regexp_full_match(value, '[^;<>{}\\=|`\x00-\x1f\x7f-\x9f"]+')
    )
