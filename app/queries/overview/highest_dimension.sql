-- Which score of a year is the highest, if one is.
select
    'overview.highest_dimension' as say,
    $year as year,
    highest(called(cluster_en, cluster_zh), dimension_score) as cluster,
    arg_max(called(dimension_en, dimension_zh), dimension_score) as dimension
from overview.dimension_scores
where year = $year
having count(*) > 1 and len(cluster) = 1 and max(same(dimension_score)) > 0
