{{ seed_and_landing('series_breaks') }}
