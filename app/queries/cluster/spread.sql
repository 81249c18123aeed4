-- Each city's value beside its agglomeration's mean and extremes, per cent of the mean;
-- which city of an indicator is the highest.
select
    figure.*,
    cv_population,
    100 * share_of_mean as per_cent,
    row_number() over (
        partition by indicator_id order by figure.value desc, city_id asc
    ) = 1 as is_highest
from marts.rpt_city_indicator as figure
inner join marts.fct_cluster_dispersion
    using (membership_scheme_id, cluster_id, indicator_id, year)
inner join marts.dim_indicator using (indicator_id)
where membership_scheme_id = $scheme and cluster_id = $cluster
    and year = $year and alternative_of is null
    and share_of_mean is not null and figure.unit <> '0_or_1'
order by sort_order asc, figure.value desc, city_id asc
