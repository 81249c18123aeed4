-- Fails where a p-value is not that of the tables (two-sided).
with cases (statistic, freedom, expected) as (
    values
    (0.0, 5, 1.0),
    (1.0, 1, 0.5),
    (-1.0, 1, 0.5),
    (12.7062047, 1, 0.05),
    (4.3026527, 2, 0.05),
    (3.1824463, 3, 0.05),
    (2.2281389, 10, 0.05),
    (2.1314495, 15, 0.05),
    (2.0002978, 60, 0.05),
    (null, 3, null),
    (1.0, 0, null)
),

computed as (
    select
        statistic,
        freedom,
        expected,
        {{ student_t_p_value(
            "cast(statistic as " ~ dbt.type_float() ~ ")", 'freedom'
        ) }} as p_value
    from cases
)

select *
from computed
where
    coalesce(abs(p_value - expected) > 1e-8, false)
    or (p_value is null) <> (expected is null)
