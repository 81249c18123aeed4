-- The range of the index over all readings.
select
    fct_index_range.*,
    cluster_en,
    cluster_zh
from marts.fct_index_range
inner join marts.dim_cluster using (cluster_id)
where year = $year
order by sort_order
