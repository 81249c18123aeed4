-- The plans and the coordination bodies of an agglomeration, in time, undated last.
select
    'plan' as kind,
    plan_id as institution_id,
    * exclude (plan_id)
from marts.dim_plan
where cluster_id = $cluster
union all by name
select
    'body' as kind,
    body_id as institution_id,
    since_year as year,
    * exclude (body_id, since_year)
from marts.dim_coordination_body
where cluster_id = $cluster
order by year asc nulls last, kind desc, institution_id asc
