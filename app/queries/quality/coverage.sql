-- The coverage of each indicator in an agglomeration, by year.
select
    indicator_id,
    year,
    n_members,
    n_cities,
    n_interpolated,
    n_carried,
    coverage
from marts.fct_cluster_dispersion
where membership_scheme_id = $scheme and cluster_id = $cluster
