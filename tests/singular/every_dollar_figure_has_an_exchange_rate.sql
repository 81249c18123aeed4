-- Fails with the years that have figures in US dollars and no row in
-- seeds/reference/exchange_rates.csv: the figures would vanish from the indicators.
select distinct observations.year
from {{ ref('fct_observation') }} as observations
left join {{ ref('exchange_rates') }} as exchange_rates
    on observations.year = exchange_rates.year
where
    observations.unit = '10k_usd'
    and exchange_rates.year is null
