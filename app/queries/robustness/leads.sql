-- In what share of the draws an agglomeration is ahead of the next of `paper`.
with paper as (
    select
        cluster_id,
        integration_index,
        row_number() over (order by integration_index desc, cluster_id asc) as place
    from marts.fct_integration_index
    where scenario_id = 'paper' and year = $year and integration_index is not null
)

select
    fct_lead_probability.*,
    paper.place,
    dim_cluster.cluster_en,
    dim_cluster.cluster_zh,
    other.cluster_en as other_cluster_en,
    other.cluster_zh as other_cluster_zh
from paper
inner join paper as behind on paper.place + 1 = behind.place
inner join marts.fct_lead_probability
    on paper.cluster_id = fct_lead_probability.cluster_id
    and behind.cluster_id = fct_lead_probability.other_cluster_id
inner join marts.dim_cluster on paper.cluster_id = dim_cluster.cluster_id
inner join marts.dim_cluster as other on behind.cluster_id = other.cluster_id
where experiment_id = 'joint' and year = $year
order by paper.place
