{{ seed_and_landing('variables') }}
