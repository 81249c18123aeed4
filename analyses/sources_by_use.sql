-- Which publications do the figures rest on most?
select
    title_en,
    publisher,
    n_observations
from {{ ref('core_source') }}
where n_observations > 0
order by
    n_observations desc
