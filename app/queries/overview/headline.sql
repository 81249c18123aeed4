-- Who has the highest index in the last year with any, how often, and whom it passed.
with ends as materialized (
    select *
    from overview.ends
),

years as (
    select
        year,
        highest(called(cluster_en, cluster_zh), integration_index) as clusters,
        max(same(integration_index)) > 0 as has_leader
    from overview.index
    where integration_index is not null
    group by year
),

found as (
    select
        min(year) as first,
        max(year) as last,
        count(*) as n_all,
        arg_max(clusters, year) as clusters,
        arg_max(has_leader, year) as has_leader
    from years
),

often as (
    select
        clusters,
        count(*) as n
    from years
    where has_leader
    group by clusters
),

alone as (
    select
        count(*) as n_clusters,
        any_value(cluster) as cluster
    from ends
),

clauses as (
    select
        case
            when len(clusters) > 1 then 'overview.leads_shared'
            when n_all = 1 then 'overview.leads_now'
            when n = n_all then 'overview.leads'
            else 'overview.leads_some'
        end as say,
        *
    from found
    inner join often using (clusters)
    where has_leader
    union all by name
    select
        'overview.overtakes' as say,
        one.sort_order as place,
        one.cluster as one,
        list(other.cluster order by other.sort_order) as clusters,
        first,
        last
    from ends as one
    inner join ends as other using (first, last)
    where one.was < other.was and one.is_now > other.is_now
    group by place, one.cluster, first, last
)

select
    case
        when first is null then 'overview.no_index'
        when n_clusters = 1 then 'overview.alone'
        when has_leader then 'clauses'
        else 'overview.all_zero'
    end as say,
    last,
    cluster,
    (select list(clauses order by place nulls first) from clauses) as clauses
from found
cross join alone
