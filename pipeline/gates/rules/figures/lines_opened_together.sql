-- expected: an opening within a year of the line's opening in its other cities
-- why: a line or section is named as it opened and opens on one day; swapped day
-- and month, or a wrong decade, differ by years
-- severity: warning
with openings as (
    select
        file,
        row,
        city_id,
        'new_line_opened_on' as column_name,
        new_line_opened_on as value,
        new_line_zh as line_zh
    from high_speed_rail_openings
    union all
    select
        file,
        row,
        city_id,
        'any_line_opened_on' as column_name,
        any_line_opened_on as value,
        case when upgraded_line_zh = '' then new_line_zh else upgraded_line_zh end
            as line_zh
    from high_speed_rail_openings
),

lines as (
    select
        *,
        try_cast(value as date) as opened_on,
        -- Without the station and without a second line.
        regexp_extract(line_zh, '^[^(（/；;]+') as line_name
    from openings
    where value <> '' and line_zh <> ''
),

compared as (
    select
        lines.*,
        count(cities_of_line.city_id) as n_others,
        count(cities_of_line.city_id) filter (
            where abs(date_diff('day', lines.opened_on, cities_of_line.opened_on)) > 366
        ) as n_apart,
        min(cities_of_line.opened_on) as first_of_others,
        max(cities_of_line.opened_on) as last_of_others
    from lines
    inner join lines as cities_of_line
        on lines.line_name = cities_of_line.line_name
        and lines.city_id <> cities_of_line.city_id
        and lines.column_name = cities_of_line.column_name
    group by all
)

select
    file,
    row,
    column_name,
    format(
        '{} ({}; its other cities: {} to {})',
        value,
        line_name,
        first_of_others,
        last_of_others
    ) as value
from compared
where 2 * n_apart >= n_others
    and n_apart > 0
