-- Have GDP per capita and wages of the cities become more alike?
select
    cluster_en,
    indicator_en,
    year,
    cv_population
from {{ ref('core_cluster_indicator') }}
where
    indicator_id in ('gdp_per_capita', 'average_wage')
    and cv_population is not null
order by cluster_en, indicator_en, year
