-- What is the GDP of each agglomeration, in years in which all cities have one?
select
    cluster_en,
    year,
    sum(value) as total_value,
    min(unit_en) as unit_en
from {{ ref('core_observation') }}
where variable_id = 'gdp' and is_of_all_members
group by cluster_en, year
order by cluster_en, year
