-- An indicator of the chosen cities over the years.
select *
from marts.rpt_city_indicator
where membership_scheme_id = $scheme and list_contains($cities, city_id)
    and indicator_id = $indicator
order by city_id, year
