-- How near is each agglomeration to the index that its size allows?
select
    year,
    cluster_en,
    integration_index,
    100 * integration_index / largest_possible_index as percent_of_possible
from {{ ref('core_cluster_index') }}
order by
    year asc,
    percent_of_possible desc
