-- The values of an indicator in all cities of a scheme and all years.
select *
from marts.rpt_city_indicator
where membership_scheme_id = $scheme and indicator_id = $indicator
order by cluster_id, city_id, year
