-- What each indicator adds to the index of the chosen agglomerations in the chosen
-- years, or its score where the index is no sum; side by side agglomerations, or years.
with scores as (
    select
        *,
        bool_or(contribution is not null) over () as is_sum
    from cluster.all_scores
    inner join marts.dim_cluster using (cluster_id)
    where list_contains($clusters, cluster_id) and list_contains($years, year)
)

select
    *,
    if($what = 'years', year::varchar, cluster_id) as of_id,
    if($what = 'years', year::varchar, cluster_en) as of_en,
    if($what = 'years', year::varchar, cluster_zh) as of_zh,
    if(is_sum, contribution, indicator_score) as value,
    max(if(is_sum, contribution, indicator_score)) over () as largest
from scores
order by
    dimension_number, indicator_number, list_position($clusters, cluster_id), year
