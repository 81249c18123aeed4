{{ seed_and_landing('exchange_rates') }}
