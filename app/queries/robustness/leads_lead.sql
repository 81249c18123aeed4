-- Who is ahead of the next most surely, in how many of a hundred draws.
select
    'robust.leads_lead' as say,
    highest(called(cluster_en, cluster_zh), share_ahead) as cluster,
    arg_max(called(other_cluster_en, other_cluster_zh), share_ahead) as other,
    100 * max(share_ahead) as share
from robustness.leads
having len(cluster) = 1
