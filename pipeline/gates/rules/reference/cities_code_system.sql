-- expected: the system of the code in code_system, such as GB/T 2260, NUTS 2021, own
-- why: a code without its system can be two places; the form of codes is known by it,
-- and whether a spreadsheet took their leading zeros
-- severity: warning
with unsaid as (
    select
        file,
        row,
        city_id,
        min(length(city_id)) over same_file as shortest,
        max(length(city_id)) over same_file as longest,
        bool_and(regexp_full_match(city_id, '[0-9]+')) over same_file as is_of_digits,
        row_number() over (same_file order by row) as nth_row,
        count(*) over same_file as n_cities
    from cities
    where code_system = ''
    window same_file as (partition by file)
)

select
    file,
    row,
    'code_system' as column_name,
    n_cities || ' places, the first ' || city_id
    || case
        when is_of_digits and shortest < longest
            then '; of ' || shortest || ' to ' || longest
                || ' digits: are leading zeros lost?'
        else ''
    end as value
from unsaid
where nth_row = 1
