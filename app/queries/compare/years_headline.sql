-- How the index of an agglomeration changed between the first and last year chosen.
with ends as (
    select
        min(year) as first,
        max(year) as last,
        arg_min(integration_index, year) as first_index,
        arg_max(integration_index, year) as last_index
    from overview.index
    where cluster_id = $cluster and list_contains($years, year)
        and integration_index is not null
)

select
    if(first < last, 'compare.changed', 'compare.no_years') as say,
    called(cluster_en, cluster_zh) as cluster,
    ends.*
from ends
cross join marts.dim_cluster
where cluster_id = $cluster
