-- Fails with the values in use, derived ones among them, that cannot be: outside
-- valid_min and valid_max of their variable. A misprint belongs in
-- seeds/reference/corrections.csv or value_flags.csv.
with in_use as (
    select
        city_id,
        variable_id,
        year,
        value
    from {{ ref('int_variable_value') }}
    union all
    select
        city_id,
        variable_id,
        year,
        value
    from {{ ref('int_krugman_specialisation') }}
)

select
    in_use.city_id,
    in_use.year,
    in_use.variable_id,
    in_use.value,
    dim_variable.valid_min,
    dim_variable.valid_max
from in_use
inner join {{ ref('variables') }} as dim_variable
    on in_use.variable_id = dim_variable.variable_id
where
    in_use.value < dim_variable.valid_min
    or in_use.value > dim_variable.valid_max
