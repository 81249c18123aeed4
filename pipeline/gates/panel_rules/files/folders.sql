-- expected: a folder such as year=2020 that names a whole number, value=... no column
-- why: a folder's name is the value of every row below it
-- severity: error
select
    file,
    null as row,
    column_name,
    of_folder as value
from panel_file
where
    of_folder is not null
    and (
        column_name = 'value'
        or (column_name = 'year' and not regexp_full_match(of_folder, '[0-9]+'))
    )
