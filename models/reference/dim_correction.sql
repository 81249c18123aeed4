{{ seed_and_landing('corrections') }}
