-- The dimensions, in order.
select *
from marts.dim_dimension
order by sort_order
