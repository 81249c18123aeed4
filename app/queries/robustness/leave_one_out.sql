-- The agglomerations whose rank differs without a thing that is left out.
select
    left_out_kind,
    left_out_id,
    cluster_id,
    index_rank,
    paper_rank,
    cluster_en,
    cluster_zh,
    coalesce(city_en, indicator_en, dimension_en) as left_out_en,
    coalesce(city_zh, indicator_zh, dimension_zh) as left_out_zh
from marts.fct_leave_one_out
left join marts.dim_city
    on left_out_kind = 'city' and left_out_id = city_id
left join marts.dim_indicator
    on left_out_kind = 'indicator' and left_out_id = indicator_id
left join marts.dim_dimension
    on left_out_kind = 'dimension' and left_out_id = dim_dimension.dimension_id
inner join marts.dim_cluster using (cluster_id)
where year = $year and index_rank is distinct from paper_rank
order by left_out_kind desc, left_out_id asc, dim_cluster.sort_order asc
