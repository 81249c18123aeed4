-- Whose index is the least sure.
with ranges as (
    select
        *,
        called(cluster_en, cluster_zh) as cluster,
        same(upper_95) - same(lower_95) as width
    from robustness.index_ranges
    where upper_95 is not null
)

select
    'robust.ranges_lead' as say,
    highest(ranges.cluster, width) as cluster,
    arg_max(lower_95, width) as low,
    arg_max(upper_95, width) as high
from ranges
having count(*) > 1 and len(cluster) = 1 and max(same(width)) > 0
