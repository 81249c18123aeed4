-- expected: a rate_variable_id of role rate, in a unit of the same quantity and factor
-- as the indicator's, for an indicator that has a denominator
-- why: the rate stands in for the quotient as it is, without a multiplier
-- severity: error
select
    indicator_rates.file,
    indicator_rates.row,
    'rate_variable_id' as column_name,
    indicator_rates.rate_variable_id
    || ' (' || rates.role || ', ' || rates.unit || '; ' || indicators.unit || ')'
        as value
from indicator_rates
inner join indicators
    on indicator_rates.indicator_id = indicators.indicator_id
inner join variables as rates
    on indicator_rates.rate_variable_id = rates.variable_id
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
