{{ seed_and_landing('consumer_prices') }}
