-- Which city pulls its agglomeration apart most, and in what.
select
    'cluster.pull_lead' as say,
    highest(called(city_en, city_zh), mean_share) as city,
    max(mean_share) as share,
    arg_max(called(indicator_en, indicator_zh), mean_share) as indicator,
    arg_max(most_share, mean_share) as most,
    { 'say': 'cluster.' || arg_max(place, mean_share) } as side
from cluster.city_pull
having count(*) > 1 and len(city) = 1
