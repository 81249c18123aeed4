-- How many single changes of a choice move a rank.
with ranks as (
    select
        *,
        max(if(scenario_id = 'paper', index_rank, null)) over cluster as paper_rank
    from robustness.single_choices
    window cluster as (partition by cluster_id)
)

select
    'robust.one_lead' as say,
    count(distinct scenario_id) filter (index_rank <> paper_rank) as moved,
    count(distinct scenario_id) as n
from ranks
where scenario_id <> 'paper'
