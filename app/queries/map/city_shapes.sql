-- The outlines of the cities.
select *
from marts.dim_city_shape
order by city_id
