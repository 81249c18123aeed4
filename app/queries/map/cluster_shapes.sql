-- The outlines of a scheme's agglomerations, with names and a point for them.
--
-- It is the middle of the cities, or of the outline where they have no coordinates.
select
    dim_cluster_shape.*,
    cluster_en,
    cluster_zh,
    coalesce(avg(lon), any_value(middle_of(geojson, 0))) as lon,
    coalesce(avg(lat), any_value(middle_of(geojson, 1))) as lat
from marts.dim_cluster_shape
inner join marts.dim_cluster using (cluster_id)
inner join marts.dim_cluster_member using (membership_scheme_id, cluster_id)
inner join marts.dim_city using (city_id)
where membership_scheme_id = $scheme
group by all
order by cluster_id
