-- The most frequent rank of each agglomeration in the draws, in the order of `paper`.
select
    called(cluster_en, cluster_zh) as cluster,
    index_rank,
    share_alone,
    n_draws
from robustness.rank_shares
qualify row_number() over (
        partition by cluster_id
        order by same(share_alone) desc, index_rank asc
    ) = 1
order by place
