-- expected: gap_rule none for what is yes or no
-- why: whether a line is open is known for every year; the nearest year would open it a
-- year early
-- severity: error
select
    indicators.file,
    indicators.row,
    'gap_rule' as column_name,
    indicators.gap_rule as value
from indicators
inner join units
    on indicators.unit = units.unit
where units.quantity = 'yes_or_no' and indicators.gap_rule <> 'none'
