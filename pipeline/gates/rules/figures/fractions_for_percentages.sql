-- expected: a percentage, such as 54.7, not a fraction of 1, which has the unit ratio
-- why: half of the cities have more than 10 percent in the year; a share of 1 among
-- them is a hundredth of what is meant
-- severity: error
with percentages as (
    select
        figure_in_use.*,
        place.peers,
        place.is_landed
    from figure_in_use
    inner join place
        on figure_in_use.city_id = place.city_id
    where figure_in_use.unit = 'percent'
        and figure_in_use.number > 0
),

medians as (
    select
        percentages.variable_id,
        peer.peers,
        percentages.year,
        median(percentages.number) as median_of_year
    from percentages
    inner join peer
        on percentages.city_id = peer.city_id
    group by percentages.variable_id, peer.peers, percentages.year
),

series as (
    select
        percentages.*,
        medians.median_of_year,
        median(percentages.number) over (
            partition by
                percentages.source_id, percentages.variable_id, percentages.city_id
        ) as median_of_city
    from percentages
    inner join medians
        on percentages.variable_id = medians.variable_id
        and percentages.peers = medians.peers
        and percentages.year = medians.year
)

select
    file,
    row,
    column_name,
    format('{} in {} (median of the year: {:g})', value, year, median_of_year) as value,
    -- Elsewhere a rate may be as low: growth, vacancies, the towns of a rural district.
    case
        when is_landed and median_of_city <= 10 then 'warning'
    end as severity
from series
where number <= 1
    and (
        median_of_city > 10
        -- A rate whose all cities but this have tens.
        or median_of_year > 30
        or median_of_year <= 1
    )
