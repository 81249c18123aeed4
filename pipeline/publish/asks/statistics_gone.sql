-- asked: statistics that are gone though they rest on as many cities
-- why: a mean of zero, or another rule of the statistic, takes a cell out of every
-- reading
-- taken by: --accept-lower-coverage
select
    concat_ws(', ', earlier.indicator_id, earlier.cluster_id) as subject,
    concat_ws(' ', earlier.year, earlier.membership_scheme_id) as what_changes,
    0 as size
from published.fct_cluster_dispersion as earlier
inner join marts.fct_cluster_dispersion as present
    on earlier.membership_scheme_id = present.membership_scheme_id
    and earlier.cluster_id = present.cluster_id
    and earlier.year = present.year
    and earlier.indicator_id = present.indicator_id
where
    earlier.mean_value is not null
    and present.mean_value is null
    and present.n_cities >= earlier.n_cities
