-- What Gini and the weighted CV find.
with indicators as (
    select
        *,
        called(indicator_en, indicator_zh) as indicator,
        gini_coefficient as gini,
        same(weighted_cv) as weighted,
        same(cv_population) as unweighted
    from cluster.inequality
)

select
    highest(indicator, gini) as top,
    max(gini) as top_gini,
    lowest(indicator, gini) as low,
    min(gini) as low_gini,
    count(*) filter (weighted < unweighted) as n,
    nullif(count(weighted + unweighted), 0) as n_all,
    [
        said(same(top_gini) > same(low_gini), 'cluster.measures_lead'),
        'cluster.measures_weighted'
    ] as say
from indicators
