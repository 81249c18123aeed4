-- In how many indicators a city is the best of its agglomeration.
with found as (
    select
        count(value) as n_values,
        count(*) filter (is_compared) as n_all,
        count(*) filter (best in ('high', 'low')) as n
    from city.places
)

select
    case
        when n_values = 0 then 'city.nothing'
        when n_all = 0 then 'city.not_compared'
        when n > 0 then 'city.first'
        else 'city.none_first'
    end as say,
    n,
    n_all,
    called(city_en, city_zh) as city,
    called(cluster_en, cluster_zh) as cluster,
    $year as year
from found
cross join shared.cities
where city_id = $city
