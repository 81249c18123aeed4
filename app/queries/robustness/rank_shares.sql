-- In what share of the draws an agglomeration has each rank alone, or is tied at 0, in
-- the order of `paper`. $experiment: of all that is uncertain (joint), or of weights.
with drawn as (
    select *
    from marts.fct_rank_probability
    where experiment_id = $experiment and year = $year
),

shown as (
    select
        in_order.*,
        ranks.place as index_rank
    from robustness.in_order as in_order
    cross join robustness.in_order as ranks
    where exists (from drawn)
)

select
    shown.cluster_id,
    place,
    cluster_en,
    cluster_zh,
    shown.index_rank,
    coalesce(share_alone, 0) as share_alone,
    nullif(share_alone, 0) as share_shown,
    nullif(
        sum(share_tied_at_zero) over (partition by shown.cluster_id), 0
    ) as share_tied,
    max(n_draws) over () as n_draws
from shown
left join drawn
    on shown.cluster_id = drawn.cluster_id and shown.index_rank = drawn.index_rank
order by place, shown.index_rank
