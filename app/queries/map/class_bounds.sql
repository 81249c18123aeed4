-- The quintiles of an indicator over all cities and years, and its highest value.
select
    quantile_cont(value, [0.2, 0.4, 0.6, 0.8]) as bounds,
    max(value) as highest_value
from marts.fct_city_indicator
where membership_scheme_id = $scheme and indicator_id = $indicator
