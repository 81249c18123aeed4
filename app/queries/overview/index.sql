-- Index and rank of each agglomeration and year, with names.
select *
from marts.rpt_integration_index
inner join marts.dim_cluster using (cluster_id)
where scenario_id = $reading
order by sort_order, year
