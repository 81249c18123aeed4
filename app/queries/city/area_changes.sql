-- The changes of a city's area, in time.
select *
from marts.dim_area_change
where city_id = $city
order by year, change_type
