{{ seed_and_landing('clusters') }}
