-- The outlines of a scheme's agglomerations, with names and a point inside.
select
    dim_cluster_shape.*,
    cluster_en,
    cluster_zh,
    avg(lon) as lon,
    avg(lat) as lat
from marts.dim_cluster_shape
inner join marts.dim_cluster using (cluster_id)
inner join marts.dim_cluster_member using (membership_scheme_id, cluster_id)
inner join marts.dim_city using (city_id)
where membership_scheme_id = $scheme
group by all
order by cluster_id
