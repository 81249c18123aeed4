-- The cities of a membership scheme with their agglomeration, and what finds them.
select
    dim_city.*,
    cluster_id,
    cluster_en,
    cluster_zh,
    extent_note,
    extent_note_zh,
    concat_ws(
        ' ', city_en, nullif(city_zh, city_en),
        if(city_id in (city_en, city_zh), null, city_id)
    ) as found_by_en,
    concat_ws(
        ' ', city_zh, nullif(city_en, city_zh),
        if(city_id in (city_en, city_zh), null, city_id)
    ) as found_by_zh
from marts.dim_city
inner join marts.dim_cluster_member using (city_id)
inner join marts.dim_cluster using (cluster_id)
where membership_scheme_id = $scheme
order by dim_cluster.sort_order, city_id
