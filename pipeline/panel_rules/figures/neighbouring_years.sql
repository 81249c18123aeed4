-- expected: not a value 5 times its neighbouring years, or that small a part of them
-- why: a digit too many or too few; some jumps are real
-- severity: warning
with series as (
    select panel_series.*
    from panel_series
    cross join limits
    where highest > jump_factor * lowest
),

neighbours as (
    select
        panel_figure.*,
        lag(number) over by_year as number_before,
        lead(number) over by_year as number_after
    from panel_figure
    semi join series using (source_id, variable_id, city_id)
    where number > 0
    window by_year as (partition by source_id, variable_id, city_id order by year)
)

select
    file,
    row,
    variable_id as column_name,
    format(
        '{} (before: {}, after: {})', value,
        coalesce(format('{:g}', number_before), 'none'),
        coalesce(format('{:g}', number_after), 'none')
    ) as value,
    format(
        'expected not a value {} times its neighbouring years, or that small a part '
        'of them', jump_factor
    ) as expected
from neighbours
cross join limits
where
    -- The nearer of the two: one that jumps does not accuse the other.
    least(
        greatest(number / number_before, number_before / number),
        greatest(number / number_after, number_after / number)
    ) > jump_factor
