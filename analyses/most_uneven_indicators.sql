-- In which indicators are the cities of an agglomeration most unlike?
select
    cluster_en,
    indicator_en,
    cv_population,
    n_cities,
    quality_grade
from {{ ref('core_cluster_indicator') }}
where year = 2020 and cv_population is not null
order by
    cv_population desc
limit 20
