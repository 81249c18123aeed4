-- The years in which a city has a figure in a scheme.
select distinct year
from marts.fct_city_indicator
where membership_scheme_id = $scheme and city_id = $city
order by year
