{{ seed_and_landing('value_flags') }}
