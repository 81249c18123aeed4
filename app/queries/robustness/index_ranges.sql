-- What an index lies between in 95 of 100 draws of all that is uncertain.
select
    fct_index_interval.*,
    cluster_en,
    cluster_zh
from marts.fct_index_interval
inner join marts.dim_cluster using (cluster_id)
where experiment_id = 'joint' and measure = 'integration_index' and year = $year
    and upper_95 is not null
order by paper_value desc nulls last, sort_order asc
