-- Index and rank of each agglomeration, by its rank in the last year; of the paper's
-- reading how sure that is: between what the index is in 95 of 100 draws, in what share
-- of them the rank is the same. Draws are of all that is uncertain; where none were
-- made, all combinations of choices stand in for them.
with widest as (
    select if(bool_or(experiment_id = 'joint'), 'joint', 'choices') as experiment_id
    from marts.fct_index_interval
),

of_reading as (
    select
        report.*,
        n_sharing_rank,
        max(year) over () as last_year
    from marts.rpt_integration_index as report
    inner join marts.fct_integration_index using (scenario_id, cluster_id, year)
    where scenario_id = $reading
),

certainty as (
    select
        drawn.experiment_id,
        drawn.cluster_id,
        drawn.n_draws,
        format('{:,.2f} – {:,.2f}', lower_95, upper_95) as range_95,
        coalesce(share_alone, 0) as share_at_rank
    from marts.fct_index_interval as drawn
    inner join widest using (experiment_id)
    inner join of_reading
        on drawn.cluster_id = of_reading.cluster_id
        and drawn.year = of_reading.year
        and drawn.year = last_year
        and scenario_id = 'paper'
    left join marts.fct_rank_probability as ranks
        on drawn.experiment_id = ranks.experiment_id
        and drawn.cluster_id = ranks.cluster_id
        and drawn.year = ranks.year
        and of_reading.index_rank = ranks.index_rank
    where measure = 'integration_index' and lower_95 is not null
)

select
    of_reading.*,
    experiment_id,
    n_draws,
    range_95,
    share_at_rank,
    '(' || coalesce(
        shown_rank(
            own_rank(index_rank, n_sharing_rank, integration_index), n_sharing_rank
        ),
        said(index_rank is not null, '–')
    ) || ')' as place_in_brackets
from of_reading
inner join marts.dim_cluster using (cluster_id)
left join certainty using (cluster_id)
order by
    max(index_rank) filter (where year = last_year) over (partition by cluster_id)
    nulls last, sort_order, year
