-- How integrated is each agglomeration, and which rank has it?
select
    year,
    index_rank,
    cluster_en,
    integration_index
from {{ ref('core_cluster_index') }}
order by year, index_rank
