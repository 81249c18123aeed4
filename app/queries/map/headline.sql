-- Where an indicator is highest and lowest; what reads alike is one value.
with found as (
    select
        about.unit,
        called(about.indicator_en, about.indicator_zh) as indicator,
        count(value) as n_all,
        count(*) filter (value = 1) as n,
        highest(called(city_en, city_zh), reads(value, $decimals)) as high,
        lowest(called(city_en, city_zh), reads(value, $decimals)) as low,
        max(reads(value, $decimals)) = min(reads(value, $decimals)) as are_equal,
        max(value) as most,
        min(value) as least,
        figure(most, about.unit, about.indicator_en, about.indicator_zh) as high_value,
        figure(least, about.unit, about.indicator_en, about.indicator_zh) as low_value
    from marts.dim_indicator as about
    cross join map.city_values
    where about.indicator_id = $indicator
    group by about.unit, about.indicator_en, about.indicator_zh
)

select
    case
        when n_all = 0 then 'map.nothing'
        when unit = '0_or_1' then 'map.yes'
        when n_all = 1 then 'map.one'
        when are_equal then 'map.equal'
        else 'map.highest'
    end as say,
    * replace (
        { 'say': 'map.n_cities', 'n': len(high), 'city': high } as high,
        { 'say': 'map.n_cities', 'n': len(low), 'city': low } as low
    ),
    high as city,
    $year as year
from found
