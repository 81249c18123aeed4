-- What the doubt about each index is made of, largest first: shares of its variance
-- over the draws, agglomerations in the order of `paper`.
select
    fct_sensitivity.*,
    in_order.cluster_en,
    in_order.cluster_zh,
    uncertainty_en,
    uncertainty_zh,
    sum(total_index) over (partition by uncertainty_id) as total,
    max(total_error) over () as largest_error
from marts.fct_sensitivity
inner join marts.dim_uncertainty_source using (uncertainty_id)
inner join robustness.in_order as in_order using (cluster_id)
where experiment_id = 'joint' and measure = 'integration_index' and year = $year
order by
    total desc, dim_uncertainty_source.sort_order asc, place asc
