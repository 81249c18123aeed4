-- Which indicator makes the gap between two agglomerations?
select
    delta.year,
    delta.indicator_en,
    delta.indicator_score - middle.indicator_score as lead_in_points,
    delta.evenness_score - middle.evenness_score as lead_in_evenness
from {{ ref('core_indicator_score') }} as delta
inner join {{ ref('core_indicator_score') }} as middle
    on delta.indicator_id = middle.indicator_id
    and delta.year = middle.year
where delta.cluster_id = 'YRD' and middle.cluster_id = 'MYR'
order by
    delta.year asc,
    lead_in_points desc
