-- The mean of an indicator in the chosen agglomerations over the years.
select
    cluster_id,
    cluster_en,
    cluster_zh,
    year,
    mean_value as value,
    unit
from marts.fct_cluster_dispersion
inner join marts.dim_indicator using (indicator_id)
inner join marts.dim_cluster using (cluster_id)
where membership_scheme_id = $scheme and list_contains($clusters, cluster_id)
    and indicator_id = $indicator and mean_value is not null
order by dim_cluster.sort_order, year
