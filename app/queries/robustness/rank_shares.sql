-- In what share of all readings an agglomeration has each rank.
select *
from marts.fct_rank_stability
where year = $year
order by cluster_id, index_rank
