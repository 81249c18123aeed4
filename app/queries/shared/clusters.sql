-- The agglomerations, in order: all, or those of a membership scheme with the cities
-- that each has there.
select
    dim_cluster.*,
    (
        select count(*)
        from marts.dim_cluster_member as member
        where membership_scheme_id = $scheme
            and member.cluster_id = dim_cluster.cluster_id
    ) as n_cities,
    (
        select
            list(
                { 'city_id': city_id, 'city_en': city_en, 'city_zh': city_zh }
                order by city_id
            )
        from marts.dim_cluster_member as member
        inner join marts.dim_city using (city_id)
        where membership_scheme_id = $scheme
            and member.cluster_id = dim_cluster.cluster_id
    ) as cities
from marts.dim_cluster
where $scheme is null or n_cities > 0
order by sort_order, cluster_id
