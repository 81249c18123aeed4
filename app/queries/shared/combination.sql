-- The reading that takes the options of $options for the choices of $choices, and the
-- paper's for all others; a named one first.
with wanted as (
    select
        unnest($choices) as choice_id,
        unnest($options) as option_id
),

asked as (
    select
        choice_id,
        coalesce(wanted.option_id, paper_choice.option_id) as option_id,
        panel_id,
        count(*) over () as n_choices
    from marts.dim_scenario_choice as paper_choice
    inner join marts.dim_scenario using (scenario_id)
    left join wanted using (choice_id)
    where scenario_id = 'paper'
)

select scenario_id
from marts.dim_scenario
inner join marts.dim_scenario_choice using (scenario_id)
inner join asked using (choice_id, option_id, panel_id)
where scenario_kind in ('named', 'reading') and not is_landed
    and bounds_version_id is null
group by scenario_id, scenario_kind
having count(*) = any_value(n_choices)
order by scenario_kind, scenario_id
limit 1
