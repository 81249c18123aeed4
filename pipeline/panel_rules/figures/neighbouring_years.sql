-- expected: not a value 5 times its neighbouring years, or that small a part of them
-- why: a digit too many or too few; some jumps are real
-- severity: warning
with series as (
    select panel_series.*
    from panel_series
    cross join limits
    where panel_series.highest > limits.jump_factor * panel_series.lowest
),

neighbours as (
    select
        panel_figure.*,
        lag(panel_figure.number) over by_year as number_before,
        lead(panel_figure.number) over by_year as number_after
    from panel_figure
    inner join series
        on panel_figure.source_id = series.source_id
        and panel_figure.variable_id = series.variable_id
        and panel_figure.city_id = series.city_id
    where panel_figure.number > 0
    window by_year as (
        partition by
            panel_figure.source_id, panel_figure.variable_id, panel_figure.city_id
        order by panel_figure.year
    )
)

select
    neighbours.file,
    neighbours.row,
    neighbours.variable_id as column_name,
    format(
        '{} (before: {}, after: {})', neighbours.value,
        coalesce(format('{:g}', neighbours.number_before), 'none'),
        coalesce(format('{:g}', neighbours.number_after), 'none')
    ) as value,
    format(
        'expected not a value {} times its neighbouring years, or that small a part '
        'of them', limits.jump_factor
    ) as expected
from neighbours
cross join limits
where
    -- The nearer of the two: one that jumps does not accuse the other.
    least(
        greatest(
            neighbours.number / neighbours.number_before,
            neighbours.number_before / neighbours.number
        ),
        greatest(
            neighbours.number / neighbours.number_after,
            neighbours.number_after / neighbours.number
        )
    ) > limits.jump_factor
