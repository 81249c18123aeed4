-- The cities of the map with the class of each: that of its value as it reads.
select
    city.*,
    city.city_id = $city as is_here,
    if(city.value is null, { 'say': 'no_figure' }, classes.band) as band,
    if(
        coalesce(numerator_source_en, denominator_source_en) is null,
        [called('–', '–')],
        [
            called(numerator_source_en, numerator_source_zh),
            called(denominator_source_en, denominator_source_zh)
        ]
    ) as source
from map.city_values as city
left join map.classes as classes
    on (low is null or reads(city.value, $decimals) > low)
    and (high is null or reads(city.value, $decimals) <= high)
    and city.value is not null
order by city.value desc nulls last, city.city_id asc
