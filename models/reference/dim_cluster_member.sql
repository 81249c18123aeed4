{{ seed_and_landing('cluster_members') }}
