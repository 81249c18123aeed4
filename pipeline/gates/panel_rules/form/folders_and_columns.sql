-- expected: the same in the column of a file as in the name of its folder
-- why: engines read the folder and not the column; a figure would change its year or
-- city
-- severity: error
select
    file,
    row,
    column_name,
    value,
    format('expected {}, as the folder says, or another folder', of_folder) as expected
from panel_own
where
    value is distinct from of_folder
    and not coalesce(
        column_name = 'year'
        and try_cast(value as double) = try_cast(of_folder as double),
        false
    )
