-- The agglomerations, in order: all, or those of a membership scheme.
select *
from marts.dim_cluster
where $scheme is null or cluster_id in (
        select cluster_id
        from marts.dim_cluster_member
        where membership_scheme_id = $scheme
    )
order by sort_order, cluster_id
