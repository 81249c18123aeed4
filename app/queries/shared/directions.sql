-- Whether more of an indicator is better (positive) in a reading, or less.
with scored as (
    select distinct
        indicator_id,
        direction
    from marts.fct_indicator_score
    where scenario_id = $reading
)

select
    indicator_id,
    coalesce(scored.direction, dim_indicator.direction) as direction
from marts.dim_indicator
left join scored using (indicator_id)
