-- The classes of an indicator, from little to much, by what they lie between: the
-- quintiles over all cities and years, as they read with $decimals. Those that read
-- alike are one bound, and none stands where nothing lies above it.
with found as (
    select
        unnest(quantile_cont(value, [0.2, 0.4, 0.6, 0.8])) as quintile,
        max(value) as highest
    from marts.fct_city_indicator
    where membership_scheme_id = $scheme and indicator_id = $indicator
),

bounds as (
    select distinct reads(quintile, $decimals) as high
    from found
    where reads(quintile, $decimals) < reads(highest, $decimals)
    union all
    select null as high
)

select
    lag(high) over (order by high nulls last) as low,
    high
from bounds
order by high nulls last
