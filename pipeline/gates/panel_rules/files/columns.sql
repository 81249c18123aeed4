-- expected: every column of a landing file, in the file or named by its folder
-- why: the values of a lacking column would be read as null
-- severity: error
with lacking as (
    select
        *,
        type is null and of_folder is null as is_lacking,
        count(type) over (partition by column_name) > 0 as is_elsewhere
    from panel_file
)

select
    file,
    null as row,
    null as column_name,
    null as value,
    format('no column ''{}''', column_name)
    || case when column_name = 'flag' then ', empty where a figure has none' else '' end
    || case when is_elsewhere then '; other files have it' else '' end as expected
from lacking
where is_lacking
