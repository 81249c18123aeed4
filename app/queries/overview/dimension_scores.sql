-- The dimension scores of each agglomeration and year, with names.
select
    fct_dimension_score.*,
    dimension_en,
    dimension_zh,
    dim_dimension.sort_order as dimension_number,
    cluster_en,
    cluster_zh
from marts.fct_dimension_score
inner join marts.dim_dimension using (dimension_id)
inner join marts.dim_cluster using (cluster_id)
where scenario_id = $reading
order by dim_cluster.sort_order, dim_dimension.sort_order, year
