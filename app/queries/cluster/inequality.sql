-- CV, weighted CV, Gini and Theil of each indicator of an agglomeration; no row where
-- none is known.
select
    fct_cluster_inequality.*,
    indicator_en,
    indicator_zh,
    max(gini_coefficient) over () as largest_gini
from marts.fct_cluster_inequality
inner join marts.dim_indicator using (indicator_id)
where membership_scheme_id = $scheme and cluster_id = $cluster and year = $year
    and alternative_of is null
qualify largest_gini is not null
order by sort_order
