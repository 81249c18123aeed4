-- expected: a point within 500 km of the middle of its province's cities, and no other
-- city's
-- why: a point elsewhere is another city's, or has a digit wrong: on the map it lies
-- outside its outline; the farthest city lies 300 km from the middle (Dazhou)
-- severity: warning
with points as (
    select
        file,
        row,
        province_zh,
        cast(lon as double) as lon,
        cast(lat as double) as lat,
        count(*) over (partition by lon, lat) as n_at_point
    from cities
    where lon <> '' and lat <> ''
),

middles as (
    select
        province_zh,
        median(lon) as lon,
        median(lat) as lat
    from points
    group by province_zh
),

distances as (
    select
        points.*,
        -- A degree of latitude is 111 km.
        111 * sqrt(
            (points.lat - middles.lat) ** 2
            + ((points.lon - middles.lon) * cos(radians(points.lat))) ** 2
        ) as km
    from points
    inner join middles
        on points.province_zh = middles.province_zh
)

select
    file,
    row,
    'lon' as column_name,
    printf('%g, %g (%.0f km from the middle of %s', lon, lat, km, province_zh)
    || case when n_at_point > 1 then '; ' || n_at_point || ' cities here' else '' end
    || ')' as value
from distances
where (km > 500 and province_zh <> '') or n_at_point > 1
