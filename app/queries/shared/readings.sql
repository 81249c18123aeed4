-- The named readings: the paper's, those of its years, then the others.
select
    named.*,
    named.panel_id <> paper.panel_id as has_other_years
from marts.dim_scenario as named
inner join marts.dim_scenario as paper on paper.scenario_id = 'paper'
where named.scenario_kind = 'named'
order by
    named.scenario_id <> paper.scenario_id, has_other_years,
    named.scenario_id
