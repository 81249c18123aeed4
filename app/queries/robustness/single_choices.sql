-- The ranks in each named reading that differs from the paper's in one choice.
--
-- A reading that has landed is another subject, no other choice; so are other years and
-- other bounds. A tie at an index of 0 is no rank. Is the choice one of those drawn?
with paper as (
    select
        choice_id,
        option_id,
        panel_id
    from marts.dim_scenario_choice
    inner join marts.dim_scenario using (scenario_id)
    where scenario_id = 'paper'
),

compared as (
    select
        scenario_id,
        any_value(chosen.choice_id) as choice_id,
        count(*) as n_choices
    from marts.dim_scenario_choice as chosen
    inner join marts.dim_scenario as scenario using (scenario_id)
    inner join paper
        on chosen.choice_id = paper.choice_id
        and scenario.panel_id = paper.panel_id
        and chosen.option_id <> paper.option_id
    where scenario_kind = 'named' and not is_landed and bounds_version_id is null
    group by scenario_id
),

ranked as (
    select
        scenario_id,
        in_order.*,
        integration_index,
        n_sharing_rank,
        own_rank(index_rank, n_sharing_rank, integration_index) as index_rank
    from marts.fct_integration_index
    inner join robustness.in_order as in_order using (cluster_id)
    where year = $year
),

choice as (
    select distinct
        choice_id,
        choice_number,
        choice_en,
        choice_zh
    from marts.dim_reading_choice
)

select
    ranked.scenario_id,
    scenario_en,
    scenario_zh,
    choice_en,
    choice_zh,
    choice_number,
    ranked.cluster_id,
    ranked.cluster_en,
    ranked.cluster_zh,
    ranked.integration_index,
    ranked.index_rank,
    shown_rank(ranked.index_rank, ranked.n_sharing_rank) as place,
    coalesce(ranked.index_rank, 0) <> coalesce(of_paper.index_rank, 0) as is_moved,
    choice_id in (
        select uncertainty_id
        from marts.fct_sensitivity
        where experiment_id = 'joint' and measure = 'integration_index' and year = $year
    ) as is_drawn
from ranked
left join ranked as of_paper
    on ranked.cluster_id = of_paper.cluster_id and of_paper.scenario_id = 'paper'
inner join marts.dim_scenario on ranked.scenario_id = dim_scenario.scenario_id
left join compared on ranked.scenario_id = compared.scenario_id
left join choice using (choice_id)
where n_choices = 1 or ranked.scenario_id = 'paper'
order by ranked.scenario_id <> 'paper', ranked.scenario_id, ranked.place
