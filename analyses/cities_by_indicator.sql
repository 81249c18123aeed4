-- Which cities are highest in an indicator?
select
    city_en,
    cluster_en,
    value,
    unit_en,
    status
from {{ ref('core_city_indicator') }}
where indicator_id = 'gdp_per_capita' and year = 2020
order by
    value desc
