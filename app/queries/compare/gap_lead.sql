-- Which indicators make most of a difference, and which go against it.
with gaps as (
    select
        *,
        called(indicator_en, indicator_zh) as indicator,
        same(sum(gap) over ()) as difference,
        same(gap) * sign(difference) as way
    from compare.gap
)

select
    [
        if(any_value(difference) = 0, 'compare.no_gap', 'compare.gap'),
        'compare.against'
    ] as say,
    $one as one,
    $other as other,
    any_value(difference) as gap,
    first(indicator) filter (way > 0) as indicator,
    first(gaps.gap) filter (way > 0) as points,
    first(indicator) filter (way < 0) as against,
    first(gaps.gap) filter (way < 0) as points_against
from gaps
