-- A reading with its choices; a combination is called by what differs from the paper's.
with differs as (
    select
        string_agg(
            choice_en || ': ' || option_en, '; ' order by choice_number
        ) as options_en,
        string_agg(
            choice_zh || '：' || option_zh, '；' order by choice_number
        ) as options_zh
    from marts.dim_scenario_choice
    inner join marts.dim_reading_choice using (choice_id, option_id)
    where scenario_id = $reading and not is_paper
)

select
    dim_scenario.* replace (
        if(
            scenario_kind = 'named', scenario_en,
            'Combination (' || coalesce(options_en, '–') || ')'
        ) as scenario_en,
        if(
            scenario_kind = 'named', scenario_zh,
            '组合（' || coalesce(options_zh, '–') || '）'
        ) as scenario_zh
    )
from marts.dim_scenario
cross join differs
where scenario_id = $reading and scenario_kind in ('named', 'reading')
