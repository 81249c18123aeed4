-- In which dimension is the Yangtze River Delta ahead of the Middle Yangtze?
select
    delta.year,
    delta.dimension_en,
    delta.dimension_score as delta_score,
    middle.dimension_score as middle_score,
    delta.dimension_score - middle.dimension_score as lead_in_points
from {{ ref('core_dimension_score') }} as delta
inner join {{ ref('core_dimension_score') }} as middle
    on delta.dimension_id = middle.dimension_id
    and delta.year = middle.year
where delta.cluster_id = 'YRD' and middle.cluster_id = 'MYR'
order by
    delta.year asc,
    lead_in_points desc
