-- The years in which a city has a figure, or a reading an index.
select year from marts.fct_city_indicator
union
select year from marts.fct_integration_index
order by year
