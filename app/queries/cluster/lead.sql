-- In which dimensions an agglomeration is ahead or behind, and how its index changed.
with now as (
    select
        *,
        called(dimension_en, dimension_zh) as dimension,
        if(same(dimension_score) > 0, dimension_rank, null) as place,
        count(distinct cluster_id) over () as n_clusters,
        count(distinct dimension_id) over () as n_dimensions
    from overview.dimension_scores
    where year = $year
),

ranks as (
    select
        lowest(dimension, place) as best,
        highest(dimension, place) as worst,
        min(place) as best_rank,
        max(place) as worst_rank,
        list(dimension) filter (place is null) as zero,
        any_value(n_clusters) > 1 as is_ranked,
        count(*) = any_value(n_dimensions) and count(*) > 1 as has_all
    from now
    where cluster_id = $cluster and dimension_rank is not null
),

years as (
    select
        year,
        index_change as change,
        lag(year) over (order by year) as before
    from overview.index
    where cluster_id = $cluster
)

select
    ranks.*,
    change,
    before,
    [
        case
            when not is_ranked then null
            when zero is not null then 'cluster.best'
            when best_rank <> worst_rank then 'cluster.best_worst'
            when has_all then 'cluster.same_rank'
        end,
        'cluster.zero_in',
        'cluster.change'
    ] as say
from ranks
left join years on years.year = $year
