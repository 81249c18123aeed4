-- asked: statistics on fewer cities than in the published build
-- why: lost rows of a file look like a city that stopped publishing
-- taken by: --accept-lower-coverage
select
    concat_ws(', ', earlier.indicator_id, earlier.cluster_id) as subject,
    format(
        '{} {}: {} cities, {} before',
        earlier.year, earlier.membership_scheme_id,
        coalesce(present.n_cities, 0), earlier.n_cities
    ) as what_changes,
    earlier.n_cities - coalesce(present.n_cities, 0) as size
from published.fct_cluster_dispersion as earlier
left join marts.fct_cluster_dispersion as present
    on earlier.membership_scheme_id = present.membership_scheme_id
    and earlier.cluster_id = present.cluster_id
    and earlier.year = present.year
    and earlier.indicator_id = present.indicator_id
where coalesce(present.n_cities, 0) < earlier.n_cities
