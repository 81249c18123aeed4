-- What made each index rise or fall since the year before?
select
    cluster_en,
    change_since_year,
    year,
    index_change,
    change_by_size,
    change_by_level,
    change_by_evenness
from {{ ref('core_index_reason') }}
where change_since_year is not null
order by
    index_change desc
