-- Fails with the cities whose first new line opened before their first line of any
-- kind.
select *
from {{ ref('high_speed_rail_openings') }}
where
    new_line_opened_on < any_line_opened_on
    or (new_line_opened_on is not null and any_line_opened_on is null)
