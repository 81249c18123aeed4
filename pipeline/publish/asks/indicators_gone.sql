-- asked: indicators that are gone, or that a named reading no longer uses
-- why: an index over other indicators is another index
with used_before as (
    select distinct
        scenario_id,
        indicator_id
    from published.fct_indicator_score
),

used_now as (
    select distinct
        scenario_id,
        indicator_id
    from marts.fct_indicator_score
)

select
    earlier.indicator_id as subject,
    'the indicator' as what_changes,
    1 as size
from published.dim_indicator as earlier
anti join marts.dim_indicator as present
    on earlier.indicator_id = present.indicator_id
union all
select
    used_before.indicator_id as subject,
    used_before.scenario_id as what_changes,
    0 as size
from used_before
inner join marts.dim_scenario as scenarios
    on used_before.scenario_id = scenarios.scenario_id
anti join used_now
    on used_before.scenario_id = used_now.scenario_id
    and used_before.indicator_id = used_now.indicator_id
where scenarios.scenario_kind = 'named'
