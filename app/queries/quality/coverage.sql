-- The coverage of each indicator in each agglomeration and year of a scheme.
select
    indicator_id,
    cluster_id,
    year,
    n_members,
    n_cities,
    n_interpolated,
    n_carried,
    coverage
from marts.fct_cluster_dispersion
where membership_scheme_id = $scheme
