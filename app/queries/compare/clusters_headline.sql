-- How far the chosen agglomerations are apart in the index of a year.
with chosen as (
    select
        called(cluster_en, cluster_zh) as cluster,
        integration_index
    from overview.index
    where year = $year and list_contains($clusters, cluster_id)
    order by list_position($clusters, cluster_id)
),

ends as (
    select
        count(integration_index) as n,
        list(cluster) as chosen,
        list(cluster) filter (integration_index is not null) as have,
        highest(cluster, integration_index) as high,
        lowest(cluster, integration_index) as low,
        max(same(integration_index)) - min(same(integration_index)) as gap
    from chosen
)

select
    case
        when n < 2 then 'compare.no_index'
        when gap = 0 then 'compare.equal'
        else 'compare.apart'
    end as say,
    *,
    if(n < 2, chosen, have) as clusters,
    $year as year
from ends
