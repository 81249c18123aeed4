-- Fails where a percentile is not the one worked out by hand.
with cases (value) as (
    values (4.0), (1.0), (null), (2.0)
),

typed as (
    select cast(value as {{ dbt.type_float() }}) as value
    from cases
),

computed as (
    select
        {{ percentile('value', 0.5) }} as median_value,
        {{ percentile('value', 0.75) }} as upper_value,
        {{ percentile('case when value > 9 then value end', 0.5) }} as no_value
    from typed
)

select *
from computed
where
    abs(median_value - 2) > 1e-12
    or abs(upper_value - 3) > 1e-12
    or no_value is not null
