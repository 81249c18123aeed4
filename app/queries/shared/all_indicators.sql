-- The indicators that a reading could use and that are no alternative.
select dim_indicator.*
from marts.dim_indicator
inner join marts.dim_scenario on scenario_id = $reading
inner join marts.dim_indicator_list using (indicator_list, indicator_id)
where alternative_of is null
    and (dim_scenario.is_landed or not dim_indicator.is_landed)
order by sort_order, indicator_id
