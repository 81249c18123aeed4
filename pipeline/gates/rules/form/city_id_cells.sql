-- expected: a GB/T 2260 code of six digits, as text
-- why: a spreadsheet drops leading digits or turns codes into numbers
-- severity: error
-- checked: filled_cell where kind = 'city_id'
with systems as (
    -- A system with an edition, such as NUTS 2021, has the form of the system.
    select
        cities.code_system,
        arg_max(code_systems.pattern, length(code_systems.code_system)) as pattern,
        arg_max(code_systems.form_en, length(code_systems.code_system)) as form_en
    from (select distinct code_system from cities) as cities
    left join code_systems
        on starts_with(cities.code_system || ' ', code_systems.code_system || ' ')
    group by cities.code_system
),

in_use as (
    select
        string_agg(distinct form_en, ', or ' order by form_en) as forms,
        -- Codes of a system that is not known can have any form.
        string_agg(distinct coalesce(pattern, '[0-9A-Za-z][0-9A-Za-z_.-]*'), '|')
            as pattern
    from systems
),

codes as (
    select
        cells.file,
        cells.row,
        cells.column_name,
        cells.value,
        coalesce(systems.pattern, in_use.pattern) as pattern,
        case when cells.table_name = 'cities' then systems.form_en else in_use.forms end
            as form_en
    from filled_cell as cells
    cross join in_use
    left join cities
        on cells.table_name = 'cities'
        and cells.file = cities.file
        and cells.row = cities.row
    left join systems
        on cities.code_system = systems.code_system
    where cells.kind = 'city_id'
)

select
    file,
    row,
    column_name,
    value,
    coalesce(form_en, 'a code of letters, digits, points, hyphens and underscores')
    || ', as text' as expected
from codes
where not regexp_full_match(value, '(' || pattern || ')')
    and value not in (select city_aliases.alias from city_aliases)
