-- expected: a figure in dollars in a year of exchange_rates.csv
-- why: without a rate it has no value in yuan
-- severity: error
-- checked: figure_in_use where ends_with(unit, 'usd')
select
    figure_in_use.file,
    figure_in_use.row,
    figure_in_use.column_name,
    figure_in_use.value
from figure_in_use
left join exchange_rates
    on figure_in_use.year = cast(exchange_rates.year as integer)
where ends_with(figure_in_use.unit, 'usd') and exchange_rates.year is null
