-- expected: no slip of unit: not a value 1000 times the median of all cities in the
-- year, or 1/1500 of it (of a place that landed: of places with codes of its system)
-- why: a series in another unit in all its years has no step; counties have 64
-- residents or ten million, with others between: one that landed stops where none is
-- severity: error
-- checked: figure_in_use where number > 0
with compared as (
    select
        peer.peers,
        figure_selected.*
    from figure_selected
    inner join peer
        on figure_selected.city_id = peer.city_id
    where figure_selected.number > 0
),

-- A city counts once, however many publications have a value of it.
medians as (
    select
        variable_id,
        peers,
        year,
        median(number) as median_number
    from compared
    group by variable_id, peers, year
),

far as (
    select
        figure_in_use.*,
        place.is_landed,
        place.peers,
        medians.median_number,
        limits.slip_factor
    from figure_in_use
    inner join place
        on figure_in_use.city_id = place.city_id
    inner join medians
        on figure_in_use.variable_id = medians.variable_id
        and place.peers = medians.peers
        and figure_in_use.year = medians.year
    cross join limits
    where
        figure_in_use.number > 0
        and (
            figure_in_use.number >= limits.slip_factor * medians.median_number
            or figure_in_use.number * limits.slip_below_median <= medians.median_number
        )
),

doubted as (
    select distinct
        variable_id,
        peers,
        year,
        city_id
    from far
    where is_landed
),

-- The nearest of the others on either side.
neighbours as (
    select
        own.variable_id,
        own.peers,
        own.year,
        own.city_id,
        own.number,
        max(other.number) filter (other.number < own.number) as next_lower,
        min(other.number) filter (other.number > own.number) as next_higher
    from doubted
    inner join compared as own
        on doubted.variable_id = own.variable_id
        and doubted.peers = own.peers
        and doubted.year = own.year
        and doubted.city_id = own.city_id
    inner join compared as other
        on own.variable_id = other.variable_id
        and own.peers = other.peers
        and own.year = other.year
    group by own.variable_id, own.peers, own.year, own.city_id, own.number
)

select
    far.file,
    far.row,
    far.column_name,
    format('{} (median: {:g})', far.value, far.median_number) as value,
    case
        when not far.is_landed then null
        when
            far.number < far.median_number
            and neighbours.next_higher < far.slip_factor * neighbours.number
            then 'warning'
        when
            far.number > far.median_number
            and neighbours.number < far.slip_factor * neighbours.next_lower
            then 'warning'
    end as severity
from far
left join neighbours
    on far.variable_id = neighbours.variable_id
    and far.peers = neighbours.peers
    and far.year = neighbours.year
    and far.city_id = neighbours.city_id
