-- The mean of an indicator and its CV in the chosen agglomerations over the years.
select
    dispersion.*,
    cluster_en,
    cluster_zh
from marts.fct_cluster_dispersion as dispersion
inner join marts.dim_cluster using (cluster_id)
where membership_scheme_id = $scheme and list_contains($clusters, cluster_id)
    and indicator_id = $indicator and mean_value is not null
order by sort_order, year
