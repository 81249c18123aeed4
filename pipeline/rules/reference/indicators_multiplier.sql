-- expected: the multiplier that brings numerator and denominator to the indicator's
-- unit
-- why: a wrong factor, unit or sign publishes figures that are not what their unit
-- says, or, below 0, turns an indicator around
-- severity: error
with formulas as (
    select
        indicators.file,
        indicators.row,
        indicators.multiplier,
        indicators.unit,
        numerators.unit || coalesce(' over ' || denominators.unit, '') as formula,
        cast(numerator_units.factor as double)
        / coalesce(cast(denominator_units.factor as double), 1)
        / cast(units.factor as double) as needed
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
    'multiplier' as column_name,
    multiplier as value,
    'the multiplier that brings ' || formula || ' to ' || unit || ', '
    || printf('%g', needed) || ' by the factors of units.csv' as expected
from formulas
-- Multipliers are typed with few digits, factors are powers of ten.
where abs(cast(multiplier as double) / needed - 1) > 1e-6
