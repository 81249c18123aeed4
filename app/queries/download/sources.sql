-- The publications that the figures are of.
select *
from marts.dim_source
order by precedence
