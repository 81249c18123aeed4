-- expected: the name that cities.csv has for the code: a row may have slipped
-- why: a column that slips by a row keeps valid codes and loses its names
-- severity: error
-- checked: named_city
with names as (
    select
        city_id,
        arg_min(city_zh, rowid) as city_zh,
        arg_min(file, rowid) as file,
        arg_min(row, rowid) as row
    from cities
    group by city_id
),

differing as (
    select
        named_city.file,
        named_city.row,
        named_city.column_name,
        named_city.value,
        named_city.city_id,
        names.city_zh,
        names.file as file_of_name,
        names.row as row_of_name,
        named_city.value <> names.city_zh as is_other
    from named_city
    inner join names
        on named_city.city_id = names.city_id
    where not (named_city.file = names.file and named_city.row = names.row)
),

-- Where all other tables agree on another name, it is cities.csv that is wrong.
misnamed as (
    select
        city_id,
        any_value(value) as name_elsewhere,
        count(*) as n_elsewhere
    from differing
    group by city_id
    having bool_and(is_other) and min(value) = max(value)
)

select
    differing.file,
    differing.row,
    differing.column_name,
    differing.value,
    null as expected
from differing
left join misnamed
    on differing.city_id = misnamed.city_id
where differing.is_other and (misnamed.city_id is null or misnamed.n_elsewhere = 1)
union all
select distinct
    differing.file_of_name as file,
    differing.row_of_name as row,
    'city_zh' as column_name,
    differing.city_zh as value,
    format(
        '{}, the name that {} rows of other files have for {}',
        misnamed.name_elsewhere, misnamed.n_elsewhere, differing.city_id
    ) as expected
from differing
inner join misnamed
    on differing.city_id = misnamed.city_id
where misnamed.n_elsewhere > 1
