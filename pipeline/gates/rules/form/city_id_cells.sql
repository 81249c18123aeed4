-- expected: a GB/T 2260 code of six digits, as text
-- why: a spreadsheet drops leading digits or turns codes into numbers
-- severity: error
-- checked: filled_cell where kind = 'city_id'
with systems as (
    -- A system with an edition, such as NUTS 2021, has the form of the system.
    select
        used.code_system,
        arg_max(known.pattern, length(known.code_system)) as pattern,
        arg_max(known.form_en, length(known.code_system)) as form_en
    from (select distinct cities.code_system from cities) as used
    left join code_systems as known
        on starts_with(used.code_system || ' ', known.code_system || ' ')
    group by used.code_system
),

forms as (
    select
        code_system,
        -- Codes of a system that is not known can have any form.
        coalesce(pattern, '[0-9A-Za-z][0-9A-Za-z_.-]*') as pattern,
        coalesce(form_en, 'a code of letters, digits, points, hyphens and underscores')
            as form_en
    from systems
),

of_all as (
    select
        string_agg(distinct pattern, '|') as pattern,
        string_agg(distinct form_en, ', or ' order by form_en) as form_en
    from forms
),

-- A pattern that is no constant is compiled anew for each cell: so once for each code.
elsewhere as (
    select distinct value
    from filled_cell
    where kind = 'city_id' and table_name <> 'cities'
),

wrong as (
    select
        elsewhere.value,
        of_all.form_en
    from elsewhere
    cross join of_all
    where not regexp_full_match(elsewhere.value, '(' || of_all.pattern || ')')
        and elsewhere.value not in (select city_aliases.alias from city_aliases)
)

select
    cities.file,
    cities.row,
    'city_id' as column_name,
    cities.city_id as value,
    forms.form_en || ', as text' as expected
from cities
inner join forms
    on cities.code_system = forms.code_system
where cities.city_id <> ''
    and not regexp_full_match(cities.city_id, '(' || forms.pattern || ')')
union all
select
    filled_cell.file,
    filled_cell.row,
    filled_cell.column_name,
    filled_cell.value,
    wrong.form_en || ', as text'
    || case
        when filled_cell.table_name = 'city_year_values'
            and not regexp_matches(filled_cell.value, '[0-9]')
            then
                '; names of places are read where a file beside it says '
                || '`city_id: city_id` (docs/landing.md)'
        else ''
    end as expected
from filled_cell
inner join wrong
    on filled_cell.value = wrong.value
where filled_cell.kind = 'city_id' and filled_cell.table_name <> 'cities'
