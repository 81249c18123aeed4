{{ config(enabled=var('panel', none) is not none) }}

-- Fails with the variables of the landed panel that have another unit than
-- seeds/reference/variables.csv says. Convert the values, or land them as a variable of
-- their own.
select distinct
    panel.variable_id,
    panel.unit,
    known.unit as expected_unit
from {{ source('landing', 'panel') }} as panel
inner join {{ ref('variables') }} as known
    on panel.variable_id = known.variable_id
where
    {{ years_read('panel.year') }}
    and panel.unit is distinct from known.unit
