-- The plans of an agglomeration, in time.
select *
from marts.dim_plan
where cluster_id = $cluster
order by year, plan_id
