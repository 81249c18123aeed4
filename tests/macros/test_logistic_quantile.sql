-- Fails where a quantile is not the one worked out by hand: sqrt(3) / pi ln(u / (1 - u)).
with cases (uniform, expected) as (
    values
    (0.5, 0.0),
    (0.9, 1.2113934),
    (0.1, -1.2113934),
    (0.0, -15.2337804),
    (null, null)
),

computed as (
    select
        uniform,
        expected,
        {{ logistic_quantile("cast(uniform as " ~ dbt.type_float() ~ ")") }} as quantile
    from cases
)

select *
from computed
where
    coalesce(abs(quantile - expected) > 1e-6, false)
    or (quantile is null) <> (expected is null)
