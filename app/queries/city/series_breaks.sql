-- The years in which the figures of an indicator stand on another basis.
select *
from marts.dim_series_break
where indicator_id = $indicator
order by year
