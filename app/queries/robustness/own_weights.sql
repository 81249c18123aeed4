-- Whose rank is another with weights of the reader's.
with found as (
    select list(called(cluster_en, cluster_zh) order by sort_order) as clusters
    from robustness.weighted_index
    where weighted_rank is distinct from index_rank
)

select
    *,
    if(clusters is null, 'robust.not_moved', 'robust.moved') as say,
    $year as year
from found
