-- Fails with the membership schemes whose size adjustments do not sum to 1.
select
    membership_scheme_id,
    sum(size_adjustment) as total
from {{ ref('dim_cluster') }}
group by membership_scheme_id
having abs(sum(size_adjustment) - 1) > 1e-12
