-- Why is an agglomeration above or below the mean: size, level or evenness?
select
    year,
    cluster_en,
    gap_to_mean,
    gap_by_size,
    gap_by_level,
    gap_by_evenness
from {{ ref('core_index_reason') }}
order by
    year asc,
    gap_to_mean desc
