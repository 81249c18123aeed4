-- expected: size adjustments R that sum to 1
-- why: R is a share
-- severity: error
-- checked: {{ ref('dim_cluster_size') }}
select
    'dim_cluster_size' as mart,
    'size_adjustment' as column_name,
    sum(size_adjustment) as value,
    membership_scheme_id
from {{ ref('dim_cluster_size') }}
group by membership_scheme_id
having not coalesce(abs(sum(size_adjustment) - 1) <= 1e-9, false)
