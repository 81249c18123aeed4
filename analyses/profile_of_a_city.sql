-- How does a city stand in every indicator, and from which figures?
select
    indicator_en,
    value,
    unit_en,
    status,
    from_year,
    numerator_source_id
from {{ ref('core_city_indicator') }}
where city_id = '520300' and year = 2020
order by indicator_en
