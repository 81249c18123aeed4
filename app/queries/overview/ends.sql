-- The index of each agglomeration in the first and last year that any has one.
with known as (
    select
        *,
        min(year) filter (integration_index is not null) over () as first,
        max(year) filter (integration_index is not null) over () as last,
        count(distinct year) over () as n_years
    from overview.index
)

select
    sort_order,
    called(cluster_en, cluster_zh) as cluster,
    first,
    last,
    max(same(integration_index)) filter (year = first) as was,
    max(same(integration_index)) filter (year = last) as is_now,
    count(integration_index) < n_years as is_lacking
from known
group by sort_order, cluster, first, last, n_years
order by sort_order
