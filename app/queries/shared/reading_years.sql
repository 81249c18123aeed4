-- The years for which a reading is computed; none where nothing can be.
select distinct year
from marts.fct_integration_index
where scenario_id = $reading
order by year
