-- expected: no slip of unit: not a value 1000 times the median of all cities in the
-- year, or 1/1500 of it (of a place that landed: of places with codes of its system)
-- why: a series in another unit in all its years has no step; counties have 64
-- residents or ten million, with others between: one that landed stops where none is
-- severity: error
-- checked: figure_in_use where number > 0
with numbers as (
    select
        figure_selected.variable_id,
        peer.peers,
        figure_selected.year,
        figure_selected.city_id,
        figure_selected.number,
        median(figure_selected.number) over same_year as median_number,
        lag(figure_selected.number) over by_size as next_lower,
        lead(figure_selected.number) over by_size as next_higher
    from figure_selected
    inner join peer
        on figure_selected.city_id = peer.city_id
    where figure_selected.number > 0
    window
        same_year as (
            partition by figure_selected.variable_id, peer.peers, figure_selected.year
        ),
        by_size as (
            partition by figure_selected.variable_id, peer.peers, figure_selected.year
            order by figure_selected.number
        )
),

-- A city counts once, however many publications have a value of it.
medians as (
    select
        variable_id,
        peers,
        year,
        any_value(median_number) as median_number
    from numbers
    group by variable_id, peers, year
)

select
    figure_in_use.file,
    figure_in_use.row,
    figure_in_use.column_name,
    format('{} (median: {:g})', figure_in_use.value, medians.median_number) as value,
    case
        when not place.is_landed then null
        when figure_in_use.number < medians.median_number
            and numbers.next_higher < limits.slip_factor * numbers.number
            then 'warning'
        when figure_in_use.number > medians.median_number
            and numbers.number < limits.slip_factor * numbers.next_lower
            then 'warning'
    end as severity
from figure_in_use
inner join place
    on figure_in_use.city_id = place.city_id
inner join medians
    on figure_in_use.variable_id = medians.variable_id
    and place.peers = medians.peers
    and figure_in_use.year = medians.year
left join numbers
    on figure_in_use.variable_id = numbers.variable_id
    and place.peers = numbers.peers
    and figure_in_use.year = numbers.year
    and figure_in_use.city_id = numbers.city_id
cross join limits
where
    figure_in_use.number > 0
    and (
        figure_in_use.number >= limits.slip_factor * medians.median_number
        or figure_in_use.number * limits.slip_below_median <= medians.median_number
    )
