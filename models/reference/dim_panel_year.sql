{{ seed_and_landing('panel_years') }}
