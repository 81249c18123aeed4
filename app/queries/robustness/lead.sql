-- Whose rank is the least sure, if it is one's alone.
select
    if(min(same(share_alone)) > 0, 'robust.lead', 'robust.lead_tied') as say,
    lowest(cluster, share_alone) as cluster,
    arg_min(index_rank, share_alone) as rank,
    min(share_alone) as share
from robustness.usual
having len(cluster) = 1 and min(same(share_alone)) < max(same(share_alone))
