-- CV, k, R, f, K and points of each indicator of an agglomeration in a year.
select *
from cluster.all_scores
where cluster_id = $cluster and year = $year
order by dimension_number, indicator_number
