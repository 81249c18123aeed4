-- How many values of an indicator are not reported for their year?
select
    indicator_en,
    year,
    status,
    count(*) as n_cities
from {{ ref('core_city_indicator') }}
where year in (2010, 2015, 2020) and status <> 'reported'
group by indicator_en, year, status
order by
    n_cities desc,
    indicator_en asc,
    year asc,
    status asc
