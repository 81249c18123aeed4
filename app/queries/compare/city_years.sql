-- The years in which one of the chosen cities has a figure.
select distinct year
from marts.rpt_city_indicator
where membership_scheme_id = $scheme and list_contains($cities, city_id)
order by year
