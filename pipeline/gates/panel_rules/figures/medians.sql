-- expected: no slip of unit beside the median of all cities in the year
-- why: a series in another unit in all its years has no step; of a place that landed,
-- as in pipeline/gates/rules/values/medians.sql
-- severity: error
with numbers as (
    select
        variable_id,
        city_id,
        year,
        number
    from panel_figure
    where number > 0
    union all
    select
        variable_id,
        city_id,
        year,
        number
    from seed_figure
    where number > 0
),

beside as (
    select
        numbers.variable_id,
        peer.peers,
        numbers.city_id,
        numbers.year,
        numbers.number,
        median(numbers.number) over same_year as median_number
    from numbers
    inner join peer
        on numbers.city_id = peer.city_id
    window same_year as (partition by numbers.variable_id, peer.peers, numbers.year)
),

-- Of few alone is asked what lies between them and the others.
far as (
    select
        beside.*,
        limits.slip_factor,
        limits.slip_below_median
    from beside
    cross join limits
    where beside.number >= limits.slip_factor * beside.median_number
        or beside.number * limits.slip_below_median <= beside.median_number
)

select
    panel_figure.file,
    panel_figure.row,
    panel_figure.variable_id as column_name,
    format('{} (median: {:g})', panel_figure.value, far.median_number) as value,
    format(
        'expected no slip of unit: not a value {} times the median of all cities in '
        'the year, or 1/{} of it (of a place that landed: of places with codes of its '
        'system)',
        far.slip_factor, far.slip_below_median
    ) as expected,
    case
        when place.is_landed and exists (
                select 1
                from beside
                where beside.variable_id = far.variable_id
                    and beside.peers = far.peers
                    and beside.year = far.year
                    and beside.number between least(far.number, far.median_number)
                    and greatest(far.number, far.median_number)
                    and beside.number <> far.number
                    and greatest(beside.number, far.number)
                    < far.slip_factor * least(beside.number, far.number)
            )
            then 'warning'
    end as severity
from far
inner join place
    on far.city_id = place.city_id
    and far.peers = place.peers
inner join panel_figure
    on far.variable_id = panel_figure.variable_id
    and far.city_id = panel_figure.city_id
    and far.year = panel_figure.year
    and far.number = panel_figure.number
