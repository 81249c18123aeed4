-- The chosen indicator, and whether more of it is better (positive) in the reading.
select dim_indicator.* replace (directions.direction as direction)
from marts.dim_indicator
inner join shared.directions as directions using (indicator_id)
where indicator_id = $indicator
