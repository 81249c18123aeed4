-- In how many indicators the cities have become more alike, in how many less.
select
    'cluster.trends_lead' as say,
    count(*) as n,
    count(*) filter (trend = 'converging') as closer,
    count(*) filter (trend = 'diverging') as apart
from cluster.trends
