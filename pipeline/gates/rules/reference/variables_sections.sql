-- expected: role industry_section for each section of employment, from a on without a
-- gap
-- why: the Krugman index sums over the sections; one that is lost changes the shares
-- of all others
-- severity: error
with lettered as (
    select
        file,
        row,
        variable_id,
        role,
        regexp_extract(variable_id, '^employment_([a-z])_', 1) as letter
    from variables
    where regexp_matches(variable_id, '^employment_[a-z]_')
),

ordered as (
    select
        *,
        lag(letter, 1, '`') over (order by letter) as letter_before
    from lettered
)

select
    file,
    row,
    'role' as column_name,
    role || ' (' || variable_id || ')' as value
from lettered
where role <> 'industry_section'
union all
select
    file,
    row,
    'variable_id' as column_name,
    variable_id || ' (before it: ' || letter_before || ')' as value
from ordered
where ascii(letter) <> ascii(letter_before) + 1
