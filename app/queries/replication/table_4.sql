-- The paper's Table 4 beside ours.
select rpt_between_cluster_cv.*
from marts.rpt_between_cluster_cv
inner join marts.dim_dimension using (dimension_id)
where scenario_id = $reading
order by sort_order, year
