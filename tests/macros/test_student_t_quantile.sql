-- Fails with the quantiles that differ from a printed table of Student's t.
with cases (freedom, expected) as (
    values
    (3, 3.182),
    (5, 2.571),
    (10, 2.228),
    (30, 2.042),
    (120, 1.980),
    -- fewer than 3: 12.706 and 4.303 are not what the expansion gives
    (2, null),
    (1, null),
    (0, null),
    (-1, null),
    (null, null)
),

computed as (
    select
        *,
        {{ student_t_quantile('freedom') }} as quantile
    from cases
)

select *
from computed
where
    coalesce(abs(quantile - expected) > 0.004, false)
    or (quantile is null) <> (expected is null)
