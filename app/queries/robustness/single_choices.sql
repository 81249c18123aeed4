-- The ranks in each named reading that differs from the paper's in one choice.
--
-- A reading that has landed is another subject, no other choice; so are other years. A
-- tie at an index of 0 is no rank.
with chosen as (
    select
        scenario_id,
        panel_id,
        unnest([
            { 'id': 'aggregation', 'option': cast(aggregation as varchar) },
            { 'id': 'level_pool', 'option': cast(level_pool as varchar) },
            { 'id': 'cv_pool', 'option': cast(cv_pool as varchar) },
            { 'id': 'negative_level', 'option': cast(negative_level as varchar) },
            {
                'id': 'specialisation_direction',
                'option': cast(specialisation_direction as varchar)
            },
            { 'id': 'rail_definition', 'option': cast(rail_definition as varchar) },
            {
                'id': 'membership_scheme_id',
                'option': cast(membership_scheme_id as varchar)
            },
            { 'id': 'sd_type', 'option': cast(sd_type as varchar) },
            { 'id': 'pm25_series', 'option': cast(pm25_series as varchar) },
            { 'id': 'price_basis', 'option': cast(price_basis as varchar) },
            { 'id': 'indicator_set', 'option': cast(indicator_set as varchar) },
            {
                'id': 'has_size_adjustment',
                'option': cast(has_size_adjustment as varchar)
            },
            {
                'id': 'has_level_adjustment',
                'option': cast(has_level_adjustment as varchar)
            },
            { 'id': 'bounds_version_id', 'option': cast(bounds_version_id as varchar) }
        ]) as choice
    from marts.dim_scenario
    where scenario_kind = 'named' and not is_landed
),

compared as (
    select
        chosen.scenario_id,
        count(*) as n_choices,
        any_value(chosen.choice.id) as choice_id
    from chosen
    inner join chosen as paper
        on chosen.panel_id = paper.panel_id and chosen.choice.id = paper.choice.id
    where paper.scenario_id = 'paper'
        and chosen.choice.option is distinct from paper.choice.option
    group by chosen.scenario_id
)

select
    scenario_id,
    scenario_en,
    scenario_zh,
    choice_id,
    cluster_id,
    integration_index,
    n_sharing_rank,
    if(
        n_sharing_rank > 1 and cast(integration_index as decimal(18, 9)) = 0,
        null, index_rank
    ) as index_rank
from marts.fct_integration_index
inner join marts.dim_scenario using (scenario_id)
inner join marts.dim_cluster using (cluster_id)
left join compared using (scenario_id)
where year = $year and (n_choices = 1 or scenario_id = 'paper')
order by scenario_id <> 'paper', scenario_id, sort_order
