-- expected: characters that can be seen and are what they look like, in Unicode form
-- NFC: no direction marks, no spaces of no width or other invisible signs, no
-- letters that imitate Latin ones
-- why: two names that look the same are one to a reader and two to a join
-- severity: error
-- checked: filled_cell where strlen(value) > length(value)
select
    filled_cell.file,
    filled_cell.row,
    filled_cell.column_name,
    format('{} of {}', text_fault.fault, filled_cell.value) as value
from filled_cell
inner join text_fault
    on filled_cell.value = text_fault.value
    and ends_with(filled_cell.column_name, '_en') = text_fault.is_english
