-- The membership schemes of the combinations of choices, and the paper's.
select distinct membership_scheme_id
from marts.dim_scenario
where scenario_kind = 'reading' or scenario_id = 'paper'
