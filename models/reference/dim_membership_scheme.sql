{{ seed_and_landing('membership_schemes', is_landed=true) }}
