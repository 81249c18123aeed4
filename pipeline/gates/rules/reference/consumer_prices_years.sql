-- expected: an index for every year, from 90 to 125 (the year before = 100), and one
-- for each year of a panel that is scored at constant prices
-- why: a year without an index has no price level, and what is scored at constant
-- prices would have no level in it; from 2005 to 2023 prices rose by 5.9 percent at
-- most and fell by 0.7; in 1994, the year of the fastest rise, by 24.1
-- severity: error
with indexes as (
    select
        file,
        row,
        year,
        consumer_price_index,
        cast(year as integer)
        - lag(cast(year as integer)) over (order by cast(year as integer)) as n_years
    from consumer_prices
)

select
    file,
    row,
    'consumer_price_index' as column_name,
    consumer_price_index as value,
    null as expected
from indexes
where cast(consumer_price_index as double) not between 90 and 125
union all
select
    file,
    row,
    'year' as column_name,
    year as value,
    'an index for every year: the one before is missing' as expected
from indexes
where n_years > 1
union all
select distinct
    panel_years.file,
    panel_years.row,
    'year' as column_name,
    panel_years.year || ' (' || scenarios.scenario_id || ')' as value,
    'a year of consumer_prices.csv: the reading is at constant prices' as expected
from panel_years
inner join scenarios
    on panel_years.panel_id = scenarios.panel_id
inner join scenario_choice
    on scenarios.scenario_id = scenario_choice.scenario_id
left join consumer_prices
    on panel_years.year = consumer_prices.year
where
    scenario_choice.choice_id = 'price_basis'
    and scenario_choice.option_id = 'constant'
    and consumer_prices.year is null
