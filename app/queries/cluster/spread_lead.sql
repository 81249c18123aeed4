-- Which indicator differs most among the cities, where it is highest, which least.
with indicators as (
    select
        called(indicator_en, indicator_zh) as indicator,
        any_value(cv_population) as cv,
        arg_max(called(city_en, city_zh), row(value, city_id)) as city,
        arg_max(share_of_mean, row(value, city_id)) as times
    from cluster.spread
    group by indicator_id, indicator
    order by min(value)
),

ends as (
    select
        highest(indicator, cv) as widest,
        max(same(cv)) as cv,
        arg_max(city, indicators.cv) as city,
        arg_max(times, indicators.cv) as times,
        lowest(indicator, cv) as evenest,
        min(same(cv)) as least
    from indicators
)

select
    *,
    [
        case
            when cv = 0 then 'cluster.spread_none'
            when len(widest) = 1 then 'cluster.spread_lead'
        end,
        said(least < cv, 'cluster.spread_even')
    ] as say
from ends
