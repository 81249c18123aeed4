-- The cities of a membership scheme with their agglomeration.
select
    dim_city.*,
    cluster_id,
    cluster_en,
    cluster_zh,
    extent_note
from marts.dim_city
inner join marts.dim_cluster_member using (city_id)
inner join marts.dim_cluster using (cluster_id)
where membership_scheme_id = $scheme
order by dim_cluster.sort_order, city_id
