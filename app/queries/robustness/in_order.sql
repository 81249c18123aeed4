-- The agglomerations of the paper by their index in `paper`, those without one last.
select
    dim_cluster.*,
    row_number() over (
        order by integration_index desc nulls last, sort_order asc
    ) as place
from marts.dim_cluster
left join marts.fct_integration_index
    on dim_cluster.cluster_id = fct_integration_index.cluster_id
    and scenario_id = 'paper' and year = $year
where dim_cluster.cluster_id in (
        select cluster_id
        from marts.dim_cluster_member
        inner join marts.dim_scenario using (membership_scheme_id)
        where scenario_id = 'paper'
    )
order by place
