-- Which cells of the index rest on few or doubtful figures?
select
    scores.cluster_en,
    scores.indicator_en,
    scores.year,
    cells.quality_grade,
    cells.grade_reason_en
from {{ ref('core_indicator_score') }} as scores
inner join {{ ref('core_cluster_indicator') }} as cells
    on scores.cluster_id = cells.cluster_id
    and scores.indicator_id = cells.indicator_id
    and scores.year = cells.year
where cells.quality_grade in ('C', 'D')
order by
    cells.quality_grade desc,
    scores.cluster_en asc,
    scores.indicator_en asc,
    scores.year asc
