-- The five cities with the highest values of an indicator in a year, and the five with
-- the lowest. Cities whose values read alike, with $decimals, stand together; where
-- they are too many they are one row, `n_others`.
with shown as (
    select
        *,
        reads(value, $decimals) as reads
    from map.city_values
    where value is not null
),

ends as (
    select
        'top' as map_id,
        rank() over (order by reads desc) - 1 as n_beyond,
        count(*) over (partition by reads) as n_alike,
        *
    from shown
    union all
    select
        'bottom' as map_id,
        rank() over (order by reads asc) - 1 as n_beyond,
        count(*) over (partition by reads) as n_alike,
        *
    from shown
)

select
    *,
    if(n_beyond + n_alike > 5, n_alike, null) as n_others,
    said(
        n_others is not null,
        {
            'say': 'map.others',
            'n': n_others,
            'value': figure(value, unit, indicator_en, indicator_zh)
        }
    ) as one_cell
from ends
where n_beyond < 5
qualify
    n_others is null
    or row_number() over (partition by map_id, n_others is null order by city_id) = 1
order by map_id desc, reads desc, value desc, city_id asc
