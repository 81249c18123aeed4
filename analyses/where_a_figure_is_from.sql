-- Which publication is a figure from, and what did it print?
select
    observations.city_en,
    observations.variable_en,
    observations.year,
    observations.value,
    observations.unit_en,
    sources.publisher,
    sources.title_en
from {{ ref('core_observation') }} as observations
inner join {{ ref('core_source') }} as sources
    on observations.source_id = sources.source_id
where
    observations.city_id = '520300'
    and observations.variable_id = 'average_wage'
order by observations.year
