-- Where the last index is above or below the first, who gains most, who lacks one.
with found as (
    select
        any_value(first) as first,
        any_value(last) as last,
        count(*) as n_clusters,
        count(is_now - was) as n,
        list(cluster) filter (is_now > was) as risen,
        list(cluster) filter (is_now < was) as fallen,
        highest(cluster, is_now - was) as most,
        max(same(is_now - was)) as change,
        list(cluster) filter (is_lacking) as lacking
    from overview.ends
)

select
    *,
    [
        if(
            n_clusters > 1 and len(risen) = n_clusters,
            'overview.all_rise', 'overview.some_rise'
        ),
        'overview.some_fall',
        said(n > 1 and len(most) = 1 and change > 0, 'overview.most'),
        'overview.lacking'
    ] as say
from found
where last is not null
