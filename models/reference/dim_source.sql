{{ seed_and_landing('sources') }}
