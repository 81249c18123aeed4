-- Whether the choices are combined for the agglomerations of a scheme: those of the
-- combinations and of the paper.
select distinct membership_scheme_id
from marts.dim_scenario
where (scenario_kind = 'reading' or scenario_id = 'paper')
    and membership_scheme_id = $scheme
