-- Fails with the values in use that cannot be: outside valid_min and valid_max of their
-- variable. A misprint belongs in seeds/reference/corrections.csv or value_flags.csv.
select
    observations.seed_name,
    observations.city_id,
    observations.year,
    observations.variable_id,
    observations.value,
    variables.valid_min,
    variables.valid_max
from {{ ref('fct_observation') }} as observations
inner join {{ ref('dim_variable') }} as variables
    on observations.variable_id = variables.variable_id
where
    observations.value < variables.valid_min
    or observations.value > variables.valid_max
