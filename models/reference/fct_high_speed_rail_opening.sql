{{ seed_and_landing('high_speed_rail_openings') }}
