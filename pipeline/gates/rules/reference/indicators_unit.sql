-- expected: a unit of the same quantity as numerator over denominator,
-- by quantity and per_quantity of units.csv
-- why: beds over persons are no percentage; with numerator and denominator swapped, or
-- another variable in their place, the quantities differ
-- severity: error
select
    file,
    row,
    'unit' as column_name,
    unit || ' (numerator and denominator: ' || units_in_words || ')' as value
from formula
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
