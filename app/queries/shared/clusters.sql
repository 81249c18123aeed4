-- The agglomerations, in order: all, or those of a membership scheme with how many
-- cities each has there.
select
    dim_cluster.*,
    (
        select count(*)
        from marts.dim_cluster_member as member
        where membership_scheme_id = $scheme
            and member.cluster_id = dim_cluster.cluster_id
    ) as n_cities
from marts.dim_cluster
where $scheme is null or n_cities > 0
order by sort_order, cluster_id
