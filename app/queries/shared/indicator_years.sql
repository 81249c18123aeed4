-- The years in which an indicator has city figures in a scheme.
select distinct year
from marts.fct_city_indicator
where membership_scheme_id = $scheme and indicator_id = $indicator
order by year
