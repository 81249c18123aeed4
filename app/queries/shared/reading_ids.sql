-- The readings that can be shown: the named ones and all combinations of choices.
select scenario_id
from marts.dim_scenario
where scenario_kind in ('named', 'reading')
order by scenario_kind, scenario_id
