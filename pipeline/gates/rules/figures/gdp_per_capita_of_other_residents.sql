-- expected: 1.00 times gdp over resident_population, or over registered_population, or
-- as many times as in the years around it
-- why: the three are published together; to a factor of 1.08 GDP per capita is GDP over
-- one of the two, of the year or the mean with the year before, or as far from it as in
-- the three years before and after; registered population counts in years in which 7
-- of 100 cities are on it and not on residents (2005 to 2010, 2013); 995 in 1,000 of
-- the published figures are so, and one of another year, place or unit is not
-- severity: warning
with city_years as (
    select
        per_capita.file,
        per_capita.row,
        per_capita.column_name,
        per_capita.city_id,
        per_capita.year,
        per_capita.value,
        per_capita.is_known,
        gdp.number as gdp,
        residents.number as residents,
        registered.number as registered,
        ln(per_capita.number / gdp.number / 10000) as persons_inverse
    from figure_selected as per_capita
    inner join figure_selected as gdp
        on per_capita.city_id = gdp.city_id
        and per_capita.year = gdp.year
        and gdp.variable_id = 'gdp'
        and gdp.number > 0
    left join figure_selected as residents
        on per_capita.city_id = residents.city_id
        and per_capita.year = residents.year
        and residents.variable_id = 'resident_population'
        and residents.number > 0
    left join figure_selected as registered
        on per_capita.city_id = registered.city_id
        and per_capita.year = registered.year
        and registered.variable_id = 'registered_population'
        and registered.number > 0
    where per_capita.variable_id = 'gdp_per_capita'
        and per_capita.number > 0
),

-- Logarithms of printed over computed, by each population.
compared as (
    select
        *,
        persons_inverse + ln(residents) as of_residents,
        persons_inverse + ln(registered) as of_registered,
        persons_inverse + ln((residents + lag(residents) over by_year) / 2)
            as of_mean_residents,
        persons_inverse + ln((registered + lag(registered) over by_year) / 2)
            as of_mean_registered
    from city_years
    window by_year as (partition by city_id order by year)
),

beside_others as (
    select
        *,
        of_residents - median(of_residents) over near as residents_to_near,
        of_registered - median(of_registered) over near as registered_to_near
    from compared
    window near as (
        partition by city_id order by year
        range between 3 preceding and 3 following exclude current row
    )
),

on_registered as (
    select
        peer.peers,
        compared.year
    from compared
    inner join peer
        on compared.city_id = peer.city_id
    group by peer.peers, compared.year
    having avg(
            cast(
                least(
                    abs(compared.of_registered), abs(compared.of_mean_registered)
                ) < 0.01
                and coalesce(
                    least(abs(compared.of_residents), abs(compared.of_mean_residents)),
                    1
                ) > 0.03
                as integer
            )
        ) >= 0.07
),

judged as (
    select
        beside_others.*,
        least(
            abs(beside_others.of_residents),
            abs(beside_others.of_mean_residents),
            abs(beside_others.residents_to_near),
            abs(beside_others.registered_to_near),
            case
                when on_registered.year is not null
                    then least(
                            abs(beside_others.of_registered),
                            abs(beside_others.of_mean_registered)
                        )
            end
        ) as distance
    from beside_others
    inner join place
        on beside_others.city_id = place.city_id
    left join on_registered
        on place.peers = on_registered.peers
        and beside_others.year = on_registered.year
    where not beside_others.is_known
)

select
    file,
    row,
    column_name,
    format(
        '{} in {}: {} and {} times',
        value,
        year,
        coalesce(format('{:.2f}', exp(of_residents)), 'unknown'),
        coalesce(format('{:.2f}', exp(of_registered)), 'unknown')
    ) as value,
    -- Beyond the limit three times over.
    case when distance > 3 * ln(1.08) then 'error' end as severity
from judged
where distance > ln(1.08)
