-- What the chosen city has, what it rests on, and where it stands.
select
    called(city_en, city_zh) as city,
    called(cluster_en, cluster_zh) as cluster,
    figure(value, unit, indicator_en, indicator_zh) as value,
    {
        'value': value,
        'status': status,
        'from_year': from_year,
        'warning_flags': warning_flags
    } as status,
    rank_in_scheme as rank,
    n_cities_in_scheme as n,
    if(value is null, 'map.city_nothing', 'map.city_has') as say
from map.city_values
where city_id = $city
