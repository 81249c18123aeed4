-- The agglomerations of the paper, and how many cities each has.
select
    dim_cluster.*,
    count(*) as n_cities
from marts.dim_cluster
inner join marts.dim_cluster_member using (cluster_id)
inner join marts.dim_scenario using (membership_scheme_id)
where scenario_id = 'paper'
group by all
order by sort_order, cluster_id
