-- Who has the highest score in which dimensions of a year, alone or together.
with best as (
    select
        dimension_number,
        called(dimension_en, dimension_zh) as dimension,
        highest(called(cluster_en, cluster_zh), dimension_score) as clusters
    from overview.dimension_scores
    where year = $year
    group by dimension_number, dimension
    having max(same(dimension_score)) > 0 and count(distinct cluster_id) > 1
),

clauses as (
    select
        'overview.first_in' as say,
        clusters,
        list(dimension order by dimension_number) as dimensions,
        min(dimension_number) as place
    from best
    where len(clusters) = 1
    group by clusters
    union all
    select
        'overview.shared_in' as say,
        clusters,
        [dimension] as dimensions,
        dimension_number as place
    from best
    where len(clusters) > 1
)

select
    'clauses' as say,
    list(clauses order by say, place) as clauses
from clauses
