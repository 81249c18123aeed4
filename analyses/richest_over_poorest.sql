-- How many times the poorest city has the richest one?
select
    cluster_en,
    year,
    max_value / nullif(min_value, 0) as times
from {{ ref('core_cluster_indicator') }}
where indicator_id = 'gdp_per_capita' and min_value is not null
order by cluster_en, year
