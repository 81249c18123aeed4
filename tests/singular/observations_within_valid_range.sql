-- Fails with the values in use that cannot be: outside valid_min and valid_max of their
-- variable. A misprint belongs in seeds/reference/corrections.csv or value_flags.csv.
select
    observations.seed_name,
    observations.city_id,
    observations.year,
    observations.variable_id,
    observations.value,
    dim_variable.valid_min,
    dim_variable.valid_max
from {{ ref('fct_observation') }} as observations
inner join {{ ref('dim_variable') }} as dim_variable
    on observations.variable_id = dim_variable.variable_id
where
    observations.value < dim_variable.valid_min
    or observations.value > dim_variable.valid_max
