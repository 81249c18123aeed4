-- Which dimension of an agglomeration has gained or lost most between its first and
-- last year.
with scores as (
    select
        *,
        min(year) over () as first,
        max(year) over () as last
    from overview.dimension_scores
    where cluster_id = $cluster
),

gains as (
    select
        first,
        last,
        called(dimension_en, dimension_zh) as dimension,
        max(same(dimension_score)) filter (year = last)
        - max(same(dimension_score)) filter (year = first) as gain
    from scores
    where first < last
    group by dimension_number, dimension, first, last
    having gain is not null
    order by dimension_number
),

ends as (
    select
        first,
        last,
        highest(dimension, gain) as most,
        lowest(dimension, gain) as least,
        max(same(gain)) as up,
        min(same(gain)) as down
    from gains
    group by first, last
)

select
    if(up = 0 and down = 0, 'cluster.gains_none', 'cluster.gains') as say,
    first,
    last,
    [
        { 'say': said(up > 0, 'cluster.gains_most'), 'dimension': most, 'gain': up },
        {
            'say': said(down < 0, 'cluster.loses_most'),
            'dimension': least,
            'gain': down
        },
        {
            'say': said(up > down and down >= 0, 'cluster.gains_least'),
            'dimension': least,
            'gain': down
        }
    ] as clauses
from ends
