-- Whose rank is the surest. A tie at an index of 0 is no rank.
select
    case
        when count(*) = 0 then 'robust.nothing'
        when max(same(share_alone)) = 0 then 'robust.all_tied'
        else 'robust.headline'
    end as say,
    highest(cluster, share_alone)[1] as cluster,
    highest(index_rank, share_alone)[1] as rank,
    max(share_alone) as share,
    max(n_draws) as n,
    $year as year
from robustness.usual
