-- The cities of an agglomeration whose area changed, a row a city and year.
select distinct
    city_id,
    city_en,
    city_zh,
    year
from marts.dim_area_change
inner join marts.dim_city using (city_id)
inner join marts.dim_cluster_member using (city_id)
where membership_scheme_id = $scheme and cluster_id = $cluster
order by year, city_id
