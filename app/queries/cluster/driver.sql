-- Which indicator adds most points to the index, and which least and why.
with scores as (
    select
        *,
        called(indicator_en, indicator_zh) as indicator,
        coalesce(evenness_score, 0) as evenness,
        coalesce(level_adjustment, 0) as level,
        bool_or(contribution is not null) over () as is_sum,
        if(is_sum, contribution, indicator_score) as points
    from cluster.indicator_scores
),

ends as (
    select
        any_value(is_sum) as is_sum,
        highest(indicator, points) as top,
        max(points) as top_score,
        lowest(indicator, points) as low,
        min(points) as low_score,
        arg_min(evenness, points) as k,
        arg_min(level, points) as f
    from scores
)

select
    * exclude (is_sum),
    [
        if(is_sum, 'cluster.driver', 'cluster.driver_score'),
        case
            when len(low) > 1 or least(k / 100, f) >= 1 then null
            when k / 100 < f then 'cluster.uneven'
            else 'cluster.poor'
        end
    ] as say
from ends
where same(top_score) > same(low_score)
