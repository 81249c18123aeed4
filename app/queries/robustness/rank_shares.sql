-- In what share of the draws of all that is uncertain an agglomeration has each rank.
select *
from marts.fct_rank_probability
where experiment_id = 'joint' and year = $year
order by cluster_id, index_rank
