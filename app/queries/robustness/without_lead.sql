-- How many of the things left out would move a rank, or take the index away.
with things as (
    select
        left_out_kind || left_out_id as thing,
        index_rank,
        index_rank <> paper_rank as is_moved
    from robustness.leave_one_out
),

found as (
    select
        count(distinct thing) filter (is_moved) as moved,
        nullif(count(distinct thing) filter (index_rank is null), 0) as n
    from things
),

counts as (
    select
        sum(n) as n_all,
        coalesce(any_value(n) filter (left_out_kind = 'indicator'), 0) as indicators,
        coalesce(any_value(n) filter (left_out_kind = 'dimension'), 0) as dimensions,
        coalesce(any_value(n) filter (left_out_kind = 'city'), 0) as cities
    from robustness.left_out_counts
)

select
    *,
    ['robust.without_lead', 'robust.without_lost'] as say
from found
cross join counts
