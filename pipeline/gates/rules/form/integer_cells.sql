-- expected: a whole number such as 2015
-- why: years and orders are whole numbers; a date or 2015.0 is a spreadsheet's doing
-- severity: error
-- checked: filled_cell where kind = 'integer'
select
    file,
    row,
    column_name,
    value,
    'a whole number such as 2015'
    || case
        when table_name = 'city_year_values'
            then ', or in a file beside it what this is: `translate: {year: {"'
                || value || '": 2015}}` or a footnote of `marks` (docs/landing.md)'
        else ''
    end as expected
from filled_cell
where kind = 'integer' and not regexp_full_match(value, '0|-?[1-9][0-9]{0,8}')
