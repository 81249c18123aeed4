{{ seed_and_landing('membership_schemes') }}
