-- asked: readings that are gone
-- why: who quotes a reading finds nothing in its place
select
    earlier.scenario_kind as subject,
    earlier.scenario_id as what_changes,
    0 as size
from published.dim_scenario as earlier
anti join marts.dim_scenario as present
    on earlier.scenario_id = present.scenario_id
