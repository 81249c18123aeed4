-- In how many indicators each of the chosen cities has the best value.
--
-- Indicators count that all have, and that differ; a best that is shared is no one's.
with figures as (
    select
        *,
        place = 1 and n_sharing = 1 and n_compared = len($cities) as is_best
    from compare.best
),

chosen as (
    select
        called(cities.city_en, cities.city_zh) as city,
        count(*) filter (is_best) as n
    from shared.cities as cities
    left join figures using (city_id)
    where list_contains($cities, city_id)
    group by city_id, city
    order by list_position($cities, city_id)
)

select
    case
        when count(*) = 1 then 'compare.one'
        when sum(n) = 0 then 'compare.no_best'
        else 'compare.bests'
    end as say,
    list(city) as cities,
    list({ 'say': 'compare.best', 'city': city, 'n': n }) as parts,
    (select count(distinct indicator_id) from figures) as n,
    $year as year
from chosen
