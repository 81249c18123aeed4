-- asked: indexes that are gone
-- why: a year or agglomeration that leaves a reading unsaid is missed by its readers
with present as (
    select * from marts.fct_integration_index
    where integration_index is not null
)

select
    earlier.cluster_id as subject,
    concat_ws(' ', earlier.scenario_id, earlier.year) as what_changes,
    case earlier.scenario_id when 'paper' then 1 else 0 end as size
from published.fct_integration_index as earlier
semi join marts.dim_scenario as scenarios
    on earlier.scenario_id = scenarios.scenario_id
anti join present
    on earlier.scenario_id = present.scenario_id
    and earlier.cluster_id = present.cluster_id
    and earlier.year = present.year
where earlier.integration_index is not null
