-- What the doubt about each index is made of: shares of its variance over the draws.
select
    fct_sensitivity.*,
    uncertainty_en,
    uncertainty_zh
from marts.fct_sensitivity
inner join marts.dim_uncertainty_source using (uncertainty_id)
where experiment_id = 'joint' and measure = 'integration_index' and year = $year
order by sort_order, cluster_id
