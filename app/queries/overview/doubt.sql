-- In how many of a hundred draws the first is ahead, the rest, and what moves it.
with shares as (
    select
        *,
        cast(round_even(100 * share_ahead, 0) as integer) as ahead,
        cast(round_even(100 * (share_tied + share_tied_at_zero), 0) as integer) as level
    from robustness.leads
    order by place
    limit 1
),

sources as (
    select called(uncertainty_en, uncertainty_zh) as source
    from robustness.sensitivity
    inner join shares using (cluster_id)
    where first_order_index > 2 * coalesce(first_order_error, 0)
    order by first_order_index desc
    limit 3
)

select
    ['overview.ahead', 'overview.doubt'] as say,
    called(cluster_en, cluster_zh) as one,
    called(other_cluster_en, other_cluster_zh) as other,
    ahead,
    level,
    100 - ahead - level as behind,
    (select list(source) from sources) as sources
from shares
