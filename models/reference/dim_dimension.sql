{{ seed_and_landing('dimensions', is_landed=true) }}
