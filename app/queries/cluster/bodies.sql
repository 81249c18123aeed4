-- The coordination bodies of an agglomeration, in time, undated last.
select *
from marts.dim_coordination_body
where cluster_id = $cluster
order by since_year nulls last, body_id
