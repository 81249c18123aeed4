-- expected: openings from 2003 to recorded_until_year, the first line of any kind no
-- later than the first new line, that one no later than the first separate line, and a
-- name for each line that has a date
-- why: the first line of the kind opened in 2003 (Qinhuangdao to Shenyang); what opens
-- after the records end cannot be in them
-- severity: error
with openings as (
    select
        *,
        mode(recorded_until_year) over () as usual_until_year
    from high_speed_rail_openings
),

dates as (
    unpivot openings
    on new_line_opened_on, any_line_opened_on, separate_line_opened_on
    into name column_name value value
)

select
    file,
    row,
    column_name,
    value,
    'a day from 2003-01-01, when there was no line, to the end of '
    || recorded_until_year
    || ' (recorded_until_year)' as expected,
    null as severity
from dates
where
    value <> ''
    and (value < '2003-01-01' or value > recorded_until_year || '-12-31')
union all
select
    file,
    row,
    'any_line_opened_on' as column_name,
    any_line_opened_on || ' (new line: ' || new_line_opened_on || ')' as value,
    'a first line of any kind no later than the first new line' as expected,
    null as severity
from openings
where
    new_line_opened_on <> ''
    and (any_line_opened_on = '' or any_line_opened_on > new_line_opened_on)
union all
select
    file,
    row,
    'separate_line_opened_on' as column_name,
    separate_line_opened_on || ' (new line: ' || new_line_opened_on || ')' as value,
    'a first separate line no earlier than the first new line' as expected,
    null as severity
from openings
where
    separate_line_opened_on <> ''
    and (new_line_opened_on = '' or separate_line_opened_on < new_line_opened_on)
union all
select
    file,
    row,
    'new_line_zh' as column_name,
    new_line_zh || ' (' || new_line_opened_on || ')' as value,
    'a name where a new line has a date, and none where not' as expected,
    case when not starts_with(file, 'seeds/') then 'warning' end as severity
from openings
where (new_line_zh = '') <> (new_line_opened_on = '')
union all
select
    file,
    row,
    'upgraded_line_zh' as column_name,
    upgraded_line_zh || ' (' || any_line_opened_on || ')' as value,
    'a name where an upgraded line was the first, and none where not' as expected,
    case when not starts_with(file, 'seeds/') then 'warning' end as severity
from openings
where
    (upgraded_line_zh = '')
    <> (any_line_opened_on = '' or any_line_opened_on = new_line_opened_on)
union all
select
    file,
    row,
    'recorded_until_year' as column_name,
    recorded_until_year as value,
    'the year to which the other cities are recorded, ' || usual_until_year
        as expected,
    'warning' as severity
from openings
where recorded_until_year <> usual_until_year
