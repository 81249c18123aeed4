-- expected: the multiplier that brings numerator and denominator to the indicator's
-- unit
-- why: a wrong factor, unit or sign publishes figures that are not what their unit
-- says, or, below 0, turns an indicator around
-- severity: error
select
    file,
    row,
    'multiplier' as column_name,
    multiplier as value,
    'the multiplier that brings ' || units_in_words || ' to ' || unit || ', '
    || printf('%g', needed_multiplier) || ' by the factors of units.csv' as expected
from formula
-- Multipliers are typed with few digits, factors are powers of ten.
where abs(cast(multiplier as double) / needed_multiplier - 1) > 1e-6
