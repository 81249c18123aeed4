-- The dimension scores of a year, agglomerations by their rank in the last.
with last as (
    select
        cluster_id,
        index_rank as last_rank
    from marts.fct_integration_index
    where scenario_id = $reading
    qualify year = max(year) over ()
)

select
    cluster_id,
    cluster_en,
    cluster_zh,
    dimension_id,
    dimension_en,
    dimension_zh,
    dimension_score,
    max(dimension_score) over () as largest
from marts.fct_dimension_score
inner join marts.dim_dimension using (dimension_id)
inner join marts.dim_cluster using (cluster_id)
left join last using (cluster_id)
where scenario_id = $reading
qualify year = $year
order by last_rank nulls last, dim_cluster.sort_order, dim_dimension.sort_order
