-- Which cities belong to an agglomeration, by province?
select
    cluster_en,
    province_en,
    count(*) as n_cities
from {{ ref('core_city') }}
group by cluster_en, province_en
order by
    cluster_en asc,
    n_cities desc,
    province_en asc
