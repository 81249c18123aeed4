-- How sure index and rank of the paper's reading are: between what the index is in
-- 95 of 100 draws, in what share of them the rank is the same. Draws are of all that
-- is uncertain; where none were made, all combinations of choices stand in for them.
with widest as (
    select if(bool_or(experiment_id = 'joint'), 'joint', 'choices') as experiment_id
    from marts.fct_index_interval
),

ranks as (
    select
        experiment_id,
        cluster_id,
        year,
        share_alone
    from marts.fct_rank_probability
    inner join marts.fct_integration_index using (cluster_id, year, index_rank)
    where scenario_id = 'paper'
)

select
    experiment_id,
    cluster_id,
    year,
    n_draws,
    lower_95,
    upper_95,
    coalesce(share_alone, 0) as share_at_rank
from marts.fct_index_interval
inner join widest using (experiment_id)
left join ranks using (experiment_id, cluster_id, year)
where measure = 'integration_index' and lower_95 is not null
order by cluster_id, year
