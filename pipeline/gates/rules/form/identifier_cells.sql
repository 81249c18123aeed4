-- expected: an identifier of letters, digits and underscores
-- why: identifiers go into file names, keys and links
-- severity: error
-- checked: filled_cell where kind = 'identifier'
select
    file,
    row,
    column_name,
    value
from filled_cell
where kind = 'identifier' and not regexp_full_match(value, '[A-Za-z0-9_]+')
