{{ seed_and_landing('cities') }}
