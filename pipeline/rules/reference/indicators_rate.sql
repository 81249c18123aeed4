-- expected: a rate_variable_id of role rate, in a unit of the same quantity and factor
-- as the indicator's, for an indicator that has a denominator
-- why: the rate stands in for the quotient as it is, without a multiplier
-- severity: error
select
    indicators.file,
    indicators.row,
    'rate_variable_id' as column_name,
    indicators.rate_variable_id
    || ' (' || rates.role || ', ' || rates.unit || '; ' || indicators.unit || ')'
        as value
from indicators
inner join variables as rates
    on indicators.rate_variable_id = rates.variable_id
inner join units
    on indicators.unit = units.unit
inner join units as rate_units
    on rates.unit = rate_units.unit
where
    rates.role <> 'rate'
    or indicators.denominator_variable_id = ''
    or units.quantity <> rate_units.quantity
    or units.per_quantity <> rate_units.per_quantity
    or cast(units.factor as double) <> cast(rate_units.factor as double)
