-- expected: a number such as 1234.5, with a decimal point, without thousands
-- separators, units or full-width digits; leave the row out where nothing is
-- published
-- why: DuckDB would read 1,234 as two cells and treat NA as an error without a row
-- severity: error
-- checked: filled_cell where kind = 'figure'
select
    file,
    row,
    column_name,
    value,
    'a number such as 1234.5, with a decimal point, without thousands separators, '
    || 'units or full-width digits; leave the row out where nothing is published'
    || case
        when regexp_full_match(value, '-?[0-9][0-9 .,]*[0-9]')
            then
                '. If it has a decimal comma, or signs between thousands, say so in a '
                || 'file beside it: `decimal`, `thousands` of docs/landing.md'
        when regexp_full_match(value, '-?[0-9][0-9 .,]*[0-9] ?[^0-9 .,]{1,4}')
            then
                '. If a footnote mark stands behind it, say so in a file beside it: '
                || '`marks` of docs/landing.md'
        when regexp_full_match(value, '[(（][0-9.]+[)）]')
            then
                ', or say in a file beside it what brackets mean: `translate: {value: '
                || '{"' || value || '": -1.5}}` of docs/landing.md'
        when not regexp_matches(value, '[0-9]') or starts_with(value, '#')
            then
                ', or say in a file beside it that this is no figure: `missing` of '
                || 'docs/landing.md'
        else ''
    end as expected
from filled_cell
where kind = 'figure' and not is_number(value)
