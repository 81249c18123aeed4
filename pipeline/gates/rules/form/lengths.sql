-- expected: a text within the length of its kind (63 for identifiers, 300 for names,
-- 2,000 for texts, 40 for doubles, 40 for figures)
-- why: the longest of this project have 39, 166, 320 and 19; PostgreSQL cuts
-- identifiers at 63, and pages have to show names
-- severity: error
-- checked: filled_cell where kind in (select kind from longest_text)
select
    filled_cell.file,
    filled_cell.row,
    filled_cell.column_name,
    format('{} characters: {}', length(filled_cell.value), filled_cell.value) as value
from filled_cell
inner join longest_text
    on filled_cell.kind = longest_text.kind
where length(filled_cell.value) > longest_text.longest
