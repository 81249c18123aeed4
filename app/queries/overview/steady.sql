-- Whose rank is the same, and its own, in every year.
with ranks as (
    select
        *,
        count(*) over (partition by year, index_rank) as n_sharing,
        count(distinct year) over () as n,
        count(distinct cluster_id) over () as n_clusters
    from overview.index
),

own as (
    select
        called(cluster_en, cluster_zh) as cluster,
        n,
        count(index_rank) = n and max(n_sharing) = 1
        and min(index_rank) = max(index_rank) as is_steady
    from ranks
    where n > 1 and n_clusters > 1
    group by cluster, sort_order, n
    order by sort_order
)

select
    if(bool_or(is_steady), 'overview.steady', 'overview.none_steady') as say,
    any_value(n) as n,
    list(cluster) filter (is_steady) as clusters
from own
