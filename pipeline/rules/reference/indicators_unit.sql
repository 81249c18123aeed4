-- expected: a unit of the same quantity as numerator over denominator
-- why: beds over persons are no percentage; with numerator and denominator swapped, or
-- another variable in their place, the quantities differ
-- severity: error
with formulas as (
    select
        indicators.file,
        indicators.row,
        indicators.unit,
        indicators.denominator_variable_id = '' as is_numerator_alone,
        units.quantity,
        units.per_quantity,
        numerator_units.quantity as numerator_quantity,
        numerator_units.per_quantity as numerator_per_quantity,
        denominator_units.quantity as denominator_quantity,
        numerators.unit || coalesce(' over ' || denominators.unit, '') as formula
    from indicators
    inner join units
        on indicators.unit = units.unit
    inner join variables as numerators
        on indicators.numerator_variable_id = numerators.variable_id
    inner join units as numerator_units
        on numerators.unit = numerator_units.unit
    left join variables as denominators
        on indicators.denominator_variable_id = denominators.variable_id
    left join units as denominator_units
        on denominators.unit = denominator_units.unit
)

select
    file,
    row,
    'unit' as column_name,
    unit || ' (numerator and denominator: ' || formula || ')' as value
from formulas
where
    not case
        when is_numerator_alone
            then
                quantity = numerator_quantity
                and per_quantity = numerator_per_quantity
        -- A number of two of a kind, such as percent or ratio.
        when quantity = 'number' then numerator_quantity = denominator_quantity
        -- Money per head is in the unit of money.
        when quantity = 'money' and per_quantity = ''
            then numerator_quantity = 'money' and denominator_quantity = 'persons'
        else
            quantity = numerator_quantity
            and per_quantity = denominator_quantity
    end
