-- In what share of the draws of weights an agglomeration has each rank.
select *
from marts.fct_rank_probability
where experiment_id = 'weights' and year = $year
order by cluster_id, index_rank
