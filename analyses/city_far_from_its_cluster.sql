-- Which city is furthest from the mean of its agglomeration?
select
    cities.cluster_en,
    cities.city_en,
    cities.indicator_en,
    cities.value,
    clusters.mean_value,
    abs(cities.value - clusters.mean_value) / nullif(clusters.sd_population, 0)
        as standard_deviations
from {{ ref('core_city_indicator') }} as cities
inner join {{ ref('core_cluster_indicator') }} as clusters
    on cities.cluster_id = clusters.cluster_id
    and cities.indicator_id = clusters.indicator_id
    and cities.year = clusters.year
where cities.year = 2020
order by standard_deviations desc nulls last
limit 20
