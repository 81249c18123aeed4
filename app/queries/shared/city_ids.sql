-- The cities of any scheme.
select
    city_id,
    city_en,
    city_zh
from marts.dim_city
order by city_id
