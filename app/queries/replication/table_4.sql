-- The paper's Table 4 beside ours.
select
    rpt_between_cluster_cv.*,
    difference is not null as is_printed,
    'not_printed' as not_printed,
    max(greatest(between_cluster_cv, published_between_cluster_cv)) over () as largest
from marts.rpt_between_cluster_cv
inner join marts.dim_dimension using (dimension_id)
where scenario_id = $reading
order by sort_order, year
