-- The agglomerations of a scheme by their index in `paper`, those without one last.
select dim_cluster.*
from (select distinct cluster_id from marts.dim_cluster_member
    where membership_scheme_id = $scheme) as member
inner join marts.dim_cluster using (cluster_id)
left join marts.fct_integration_index
    on dim_cluster.cluster_id = fct_integration_index.cluster_id
    and scenario_id = 'paper' and year = $year
order by integration_index desc nulls last, sort_order asc
