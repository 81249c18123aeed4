-- The agglomerations of a scheme by their index in `paper`, those without one last.
select dim_cluster.*
from marts.dim_cluster
left join marts.fct_integration_index
    on dim_cluster.cluster_id = fct_integration_index.cluster_id
    and scenario_id = 'paper' and year = $year
where dim_cluster.cluster_id in (
        select cluster_id
        from marts.dim_cluster_member
        where membership_scheme_id = $scheme
    )
order by integration_index desc nulls last, sort_order asc
