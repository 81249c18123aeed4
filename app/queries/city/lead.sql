-- In which indicators a city is the best, and how many figures are missing.
select
    ['city.high', 'city.low', 'city.shared', 'city.missing'] as say,
    list(called(indicator_en, indicator_zh)) filter (best = 'high') as high,
    list(called(indicator_en, indicator_zh)) filter (best = 'low') as low,
    list(called(indicator_en, indicator_zh)) filter (best = 'shared') as shared,
    nullif(count(*) - count(value), 0) as n,
    count(*) as n_all
from city.places
