{{ seed_and_landing('frozen_bounds') }}
