-- What rank an agglomeration has among those of its year.
with peers as (
    select
        *,
        count(*) over () as n_all,
        count(*) over (partition by index_rank) - 1 as n
    from overview.index
    where year = $year and integration_index is not null
)

select
    case
        when integration_index is null then 'cluster.no_index'
        when n_all = 1 then 'cluster.alone'
        when n > 0 then 'cluster.tied'
        else 'cluster.headline'
    end as say,
    called(about.cluster_en, about.cluster_zh) as cluster,
    $year as year,
    n_members as cities,
    integration_index as index,
    index_rank as rank,
    n,
    n_all
from marts.dim_cluster as about
left join peers using (cluster_id)
where about.cluster_id = $cluster
